/**
 * What the provider for AWS (version 7) replaces, for the resources that matter most in a platform: the fields that
 * its Terraform provider marks as forcing a new resource. Not told here: fields that its documentation marks so, which
 * are read from the installed SDK.
 *
 * Updated in place, against a widespread belief: identifier and subnet group of an RDS instance, subnets and security
 * groups of an EKS cluster.
 */
const TABLE = `
acm/certificate:Certificate domainName subjectAlternativeNames validationMethod keyAlgorithm
acm/certificateValidation:CertificateValidation certificateArn validationRecordFqdns
autoscaling/group:Group name namePrefix
cloudwatch/logGroup:LogGroup name namePrefix logGroupClass
dynamodb/table:Table name hashKey rangeKey
ebs/volume:Volume availabilityZone encrypted kmsKeyId snapshotId outpostArn
ec2/eip:Eip domain address publicIpv4Pool networkBorderGroup
ec2/instance:Instance ami availabilityZone keyName placementGroup privateIp subnetId tenancy
ec2/instance:Instance rootBlockDevice.encrypted rootBlockDevice.kmsKeyId
ec2/keyPair:KeyPair keyName keyNamePrefix publicKey
ec2/launchTemplate:LaunchTemplate name namePrefix
ec2/natGateway:NatGateway allocationId connectivityType privateIp subnetId
ec2/route:Route routeTableId destinationCidrBlock destinationIpv6CidrBlock destinationPrefixListId
ec2/routeTable:RouteTable vpcId
ec2/routeTableAssociation:RouteTableAssociation subnetId gatewayId
ec2/securityGroup:SecurityGroup name namePrefix description vpcId
ec2/securityGroupRule:SecurityGroupRule type protocol fromPort toPort cidrBlocks ipv6CidrBlocks prefixListIds
ec2/securityGroupRule:SecurityGroupRule securityGroupId self sourceSecurityGroupId
ec2/subnet:Subnet vpcId cidrBlock availabilityZone availabilityZoneId ipv6Native outpostArn
ec2/vpc:Vpc cidrBlock ipv4IpamPoolId ipv4NetmaskLength
ec2/vpcEndpoint:VpcEndpoint vpcId serviceName vpcEndpointType
ecr/repository:Repository name encryptionConfigurations
efs/fileSystem:FileSystem creationToken encrypted kmsKeyId performanceMode availabilityZoneName
efs/mountTarget:MountTarget fileSystemId subnetId ipAddress
eks/accessEntry:AccessEntry clusterName principalArn type
eks/accessPolicyAssociation:AccessPolicyAssociation clusterName principalArn policyArn accessScope
eks/addon:Addon clusterName addonName
eks/cluster:Cluster name roleArn accessConfig.bootstrapClusterCreatorAdminPermissions bootstrapSelfManagedAddons
eks/cluster:Cluster kubernetesNetworkConfig.ipFamily kubernetesNetworkConfig.serviceIpv4Cidr outpostConfig
eks/fargateProfile:FargateProfile clusterName fargateProfileName podExecutionRoleArn selectors subnetIds
eks/nodeGroup:NodeGroup amiType capacityType clusterName diskSize instanceTypes nodeGroupName nodeGroupNamePrefix
eks/nodeGroup:NodeGroup nodeRoleArn remoteAccess subnetIds launchTemplate.id launchTemplate.name
eks/podIdentityAssociation:PodIdentityAssociation clusterName namespace serviceAccount
elasticache/replicationGroup:ReplicationGroup replicationGroupId subnetGroupName atRestEncryptionEnabled kmsKeyId
elasticache/subnetGroup:SubnetGroup name
iam/instanceProfile:InstanceProfile name namePrefix path
iam/openIdConnectProvider:OpenIdConnectProvider url
iam/policy:Policy name namePrefix path description
iam/role:Role name namePrefix path
iam/rolePolicy:RolePolicy name namePrefix role
iam/rolePolicyAttachment:RolePolicyAttachment role policyArn
kms/alias:Alias name namePrefix
kms/key:Key customerMasterKeySpec keyUsage multiRegion customKeyStoreId
lambda/function:Function name packageType
lb/listener:Listener loadBalancerArn
lb/loadBalancer:LoadBalancer name namePrefix internal loadBalancerType
lb/targetGroup:TargetGroup name namePrefix port protocol protocolVersion targetType vpcId ipAddressType
rds/cluster:Cluster clusterIdentifier clusterIdentifierPrefix engine engineMode masterUsername databaseName
rds/cluster:Cluster storageEncrypted kmsKeyId availabilityZones dbSubnetGroupName snapshotIdentifier
rds/clusterInstance:ClusterInstance clusterIdentifier identifier identifierPrefix engine availabilityZone
rds/instance:Instance availabilityZone characterSetName customIamInstanceProfile dbName engine kmsKeyId
rds/instance:Instance ncharCharacterSetName restoreToPointInTime snapshotIdentifier storageEncrypted timezone username
rds/parameterGroup:ParameterGroup name namePrefix family description
rds/subnetGroup:SubnetGroup name namePrefix
route53/record:Record name zoneId setIdentifier
route53/zone:Zone name delegationSetId
s3/bucket:Bucket bucket bucketPrefix objectLockEnabled
secretsmanager/secret:Secret name namePrefix
secretsmanager/secretVersion:SecretVersion secretId
sns/topic:Topic name namePrefix fifoTopic
sqs/queue:Queue name namePrefix fifoQueue
ssm/parameter:Parameter name
vpc/securityGroupEgressRule:SecurityGroupEgressRule securityGroupId
vpc/securityGroupIngressRule:SecurityGroupIngressRule securityGroupId
`;

let table: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * The inputs whose change makes the provider for AWS replace a resource.
 * @param type - without the package: `rds/instance:Instance`
 */
export function awsReplacements(type: string): readonly string[] {
  // Every resource may name a region of its own, in which it then stays.
  return ['region', ...((table ??= parsed()).get(type) ?? [])];
}

/** All types that something is known of. */
export function awsTypes(): readonly string[] {
  return [...(table ??= parsed()).keys()];
}

function parsed(): ReadonlyMap<string, readonly string[]> {
  const paths = new Map<string, readonly string[]>();
  for (const [type = '', ...fields] of TABLE.trim()
    .split('\n')
    .map((line) => line.split(' '))) {
    paths.set(type, [...(paths.get(type) ?? []), ...fields]);
  }
  return paths;
}
