using Amazon.ElastiCache;
using Amazon.IdentityManagement;
using Amazon.KeyManagementService;
using Amazon.Kinesis;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.S3;

namespace PlatformOperator.Aws;

/// <summary>The AWS clients that work for one identity, once that identity has been verified.</summary>
/// <param name="Identity">As whom and where.</param>
/// <param name="PrincipalArn">What AWS says who that is.</param>
/// <param name="Kms">Key Management Service.</param>
/// <param name="S3">Simple Storage Service.</param>
/// <param name="Kinesis">Kinesis Data Streams.</param>
/// <param name="ElastiCache">ElastiCache.</param>
/// <param name="Iam">Identity and Access Management.</param>
/// <param name="Tagging">Resource Groups Tagging.</param>
public sealed record AwsSession(
    AwsIdentity Identity, string PrincipalArn, IAmazonKeyManagementService Kms, IAmazonS3 S3, IAmazonKinesis Kinesis, IAmazonElastiCache ElastiCache,
    IAmazonIdentityManagementService Iam, IAmazonResourceGroupsTaggingAPI Tagging);
