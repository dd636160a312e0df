import type { Construct } from 'constructs';
import { DevelopmentSecret, ExistingSecret, type Platform, type SecretSource } from 'stackwright';
import type { GoDemo2Props } from '../apps/go-demo-2';
import type { KubeNativeProps } from '../apps/kube-native';

/** What differs from one place to another. The compiler says what a place leaves out. */
export interface Environment {
  /** The cluster, and how strictly its objects are judged. */
  readonly platform: Platform;
  readonly goDemo2: GoDemo2Props;
  readonly kubeNative: Omit<KubeNativeProps, 'credentials'> & {
    /** Where the credentials come from; `scope` is for those that are made. */
    readonly credentials: (scope: Construct) => SecretSource;
  };
}

export const environments = {
  /** One node on a developer's machine, with images that were built on it. */
  minikube: {
    platform: { kubernetesVersion: '1.36', pack: 'baseline' },
    goDemo2: { ingressClassName: 'nginx' },
    kubeNative: {
      image: 'kube-native:latest',
      imagePullPolicy: 'Never',
      replicas: 1,
      service: { type: 'NodePort' },
      credentials: (scope) =>
        new DevelopmentSecret(scope, 'kube-native-env-secret', {
          literals: {
            DATABASE_URL:
              'ecto://kube_native:kube_native@kube-native-postgresql.kube-native.svc.cluster.local/kube_native',
            ERLANG_COOKIE: 'cookie',
            SECRET_KEY_BASE: 'fzBk8OEcI8thGxlypWPUqfR2w2WopdN8v8pmpuy2JNj2eerbYFnlecuVMrFPGYnW',
          },
        }),
    },
  },
  production: {
    platform: { kubernetesVersion: '1.36', pack: 'production' },
    goDemo2: { ingressClassName: 'nginx' },
    kubeNative: {
      image: 'registry.example/kube-native:1.0.0',
      replicas: 3,
      credentials: () =>
        new ExistingSecret('kube-native-env-secret', ['DATABASE_URL', 'ERLANG_COOKIE', 'SECRET_KEY_BASE']),
    },
  },
} satisfies Record<string, Environment>;

/** The environment of that name. */
export function environmentNamed(name: string): Environment {
  const found = Object.entries<Environment>(environments).find(([known]) => known === name);
  if (!found) throw new Error(`There is no environment '${name}'; there is ${Object.keys(environments).join(', ')}.`);
  return found[1];
}
