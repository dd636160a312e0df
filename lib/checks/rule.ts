import type { Severity } from '../manifest/finding';
import type { PackName } from '../manifest/policy';
import type { Platform } from './platform';

/** What a check may say, as its users know it. Its id is public: it stands in acknowledgements and reports. */
export interface Rule {
  /** `topic/mistake`, in the words of the Kubernetes API. */
  readonly id: string;
  /** The first pack that holds it. */
  readonly pack: PackName;
  readonly severity: Severity;
  /** What holds where the rule is kept, as one sentence. */
  readonly title: string;
  /** What happens where it is not. */
  readonly why: string;
  /** What to do about it. */
  readonly fix: string;
  /** YAML that breaks the rule… */
  readonly fails: string;
  /** …and the same with the fix, which keeps it. */
  readonly passes: string;
  /** The cluster that both are for. @default - any */
  readonly platform?: Platform;
}
