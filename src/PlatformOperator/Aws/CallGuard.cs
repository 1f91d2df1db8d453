using System.Net;
using Amazon.ElastiCache.Model;
using Amazon.IdentityManagement.Model;
using Amazon.KeyManagementService.Model;
using Amazon.S3;

namespace PlatformOperator.Aws;

/// <summary>Looks at a call before it is made; one that it throws for is not made.</summary>
/// <param name="family">API family, as in <see cref="CallLimits.Family"/>.</param>
/// <param name="operation">Operation: <c>DescribeKey</c>.</param>
public delegate void CallGuard(string family, string operation);

/// <summary>What plans may ask of AWS.</summary>
internal static class CallGuards
{
    /// <summary>Lets reads pass.</summary>
    /// <exception cref="InvalidOperationException">The call would write.</exception>
    public static void ReadsOnly(string family, string operation)
    {
        if (!CallLimiter.IsRead(operation))
            throw new InvalidOperationException($"A plan writes nothing, and {family}:{operation} would.");
    }

    /// <summary>Answers every read as an account would that has nothing, each service in its own words.</summary>
    /// <exception cref="Amazon.Runtime.AmazonServiceException">What was asked for is not there.</exception>
    public static void NothingThere(string family, string operation)
    {
        ReadsOnly(family, operation);
        const string message = "There is nothing in an account that was not asked.";
        throw family switch
        {
            "kms" => new NotFoundException(message),
            "s3" => new AmazonS3Exception(message) { ErrorCode = "NoSuchBucket", StatusCode = HttpStatusCode.NotFound },
            "kinesis" => new Amazon.Kinesis.Model.ResourceNotFoundException(message),
            "elasticache" when operation == "DescribeCacheSubnetGroups" => new CacheSubnetGroupNotFoundException(message),
            "elasticache" => new ReplicationGroupNotFoundException(message),
            "iam" => new NoSuchEntityException(message),
            _ => new InvalidOperationException($"A plan without AWS cannot ask {family}:{operation}."),
        };
    }
}
