using System.Collections.Frozen;
using Amazon.IdentityManagement.Model;
using Amazon.Protocol;

namespace Amazon.IdentityManagement;

/// <summary>Which exception stands for which error code.</summary>
internal static class IdentityManagementErrors
{
    /// <summary>By code as sent.</summary>
    public static readonly ErrorTable Table = new(
        (m, e, t, c, r, s) => new AmazonIdentityManagementServiceException(m, e, t, c, r, s),
        new Dictionary<string, ErrorFactory>
        {
            ["NoSuchEntity"] = (m, e, t, c, r, s) => new NoSuchEntityException(m, e, t, c, r, s),
            ["EntityAlreadyExists"] = (m, e, t, c, r, s) => new EntityAlreadyExistsException(m, e, t, c, r, s),
            ["DeleteConflict"] = (m, e, t, c, r, s) => new DeleteConflictException(m, e, t, c, r, s),
            ["LimitExceeded"] = (m, e, t, c, r, s) => new LimitExceededException(m, e, t, c, r, s),
            ["MalformedPolicyDocument"] = (m, e, t, c, r, s) => new MalformedPolicyDocumentException(m, e, t, c, r, s),
            ["InvalidInput"] = (m, e, t, c, r, s) => new InvalidInputException(m, e, t, c, r, s),
            ["ConcurrentModification"] = (m, e, t, c, r, s) => new ConcurrentModificationException(m, e, t, c, r, s),
            ["UnmodifiableEntity"] = (m, e, t, c, r, s) => new UnmodifiableEntityException(m, e, t, c, r, s),
            ["PolicyNotAttachable"] = (m, e, t, c, r, s) => new PolicyNotAttachableException(m, e, t, c, r, s),
            ["ServiceFailure"] = (m, e, t, c, r, s) => new ServiceFailureException(m, e, t, c, r, s),
        }.ToFrozenDictionary());
}
