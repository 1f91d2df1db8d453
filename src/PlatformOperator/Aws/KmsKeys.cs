using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;

namespace PlatformOperator.Aws;

/// <summary>Keys as KMS tells them.</summary>
internal static class KmsKeys
{
    /// <summary>The key of an id, ARN or alias; null if there is none.</summary>
    public static async Task<KeyMetadata?> FindKeyAsync(this IAmazonKeyManagementService kms, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return (await kms.DescribeKeyAsync(new DescribeKeyRequest { KeyId = keyId }, cancellationToken)).KeyMetadata;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }
}
