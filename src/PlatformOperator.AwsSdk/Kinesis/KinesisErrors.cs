using System.Collections.Frozen;
using Amazon.Kinesis.Model;
using Amazon.Protocol;

namespace Amazon.Kinesis;

/// <summary>Which exception stands for which error code.</summary>
internal static class KinesisErrors
{
    /// <summary>By code as sent.</summary>
    public static readonly ErrorTable Table = new(
        (m, e, t, c, r, s) => new AmazonKinesisException(m, e, t, c, r, s),
        new Dictionary<string, ErrorFactory>
        {
            ["ResourceNotFoundException"] = (m, e, t, c, r, s) => new ResourceNotFoundException(m, e, t, c, r, s),
            ["ResourceInUseException"] = (m, e, t, c, r, s) => new ResourceInUseException(m, e, t, c, r, s),
            ["LimitExceededException"] = (m, e, t, c, r, s) => new LimitExceededException(m, e, t, c, r, s),
            ["InvalidArgumentException"] = (m, e, t, c, r, s) => new InvalidArgumentException(m, e, t, c, r, s),
            ["ValidationException"] = (m, e, t, c, r, s) => new ValidationException(m, e, t, c, r, s),
            ["AccessDeniedException"] = (m, e, t, c, r, s) => new AccessDeniedException(m, e, t, c, r, s),
            ["ProvisionedThroughputExceededException"] = (m, e, t, c, r, s) => new ProvisionedThroughputExceededException(m, e, t, c, r, s),
            ["ExpiredIteratorException"] = (m, e, t, c, r, s) => new ExpiredIteratorException(m, e, t, c, r, s),
            ["ExpiredNextTokenException"] = (m, e, t, c, r, s) => new ExpiredNextTokenException(m, e, t, c, r, s),
            ["InternalFailureException"] = (m, e, t, c, r, s) => new InternalFailureException(m, e, t, c, r, s),
            ["KMSAccessDeniedException"] = (m, e, t, c, r, s) => new KMSAccessDeniedException(m, e, t, c, r, s),
            ["KMSDisabledException"] = (m, e, t, c, r, s) => new KMSDisabledException(m, e, t, c, r, s),
            ["KMSInvalidStateException"] = (m, e, t, c, r, s) => new KMSInvalidStateException(m, e, t, c, r, s),
            ["KMSNotFoundException"] = (m, e, t, c, r, s) => new KMSNotFoundException(m, e, t, c, r, s),
            ["KMSOptInRequired"] = (m, e, t, c, r, s) => new KMSOptInRequiredException(m, e, t, c, r, s),
            ["KMSThrottlingException"] = (m, e, t, c, r, s) => new KMSThrottlingException(m, e, t, c, r, s),
        }.ToFrozenDictionary());
}
