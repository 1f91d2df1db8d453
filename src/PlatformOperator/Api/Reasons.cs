namespace PlatformOperator.Api;

/// <summary>
/// Reasons of conditions and Events: tokens that scripts may rely on. What each means and what to do is in the README, section "When something is not ready".
/// </summary>
public static class Reasons
{
    // Waits for AWS, the cluster or something else that is under way.
    public const string AwsBusy = nameof(AwsBusy);
    public const string AwsUnavailable = nameof(AwsUnavailable);
    public const string AwsUnreachable = nameof(AwsUnreachable);
    public const string ChildrenNotReady = nameof(ChildrenNotReady);
    public const string Creating = nameof(Creating);
    public const string Deleting = nameof(Deleting);
    public const string DeletingResources = nameof(DeletingResources);
    public const string Draining = nameof(Draining);
    public const string Emptying = nameof(Emptying);
    public const string InUse = nameof(InUse);
    public const string KeyNotReady = nameof(KeyNotReady);
    public const string NamespaceTerminating = nameof(NamespaceTerminating);
    public const string NotFound = nameof(NotFound);
    public const string PodsNotReady = nameof(PodsNotReady);
    public const string Reconciling = nameof(Reconciling);
    public const string Removing = nameof(Removing);
    public const string ResolvingIntent = nameof(ResolvingIntent);
    public const string TenantKeyNotReady = nameof(TenantKeyNotReady);
    public const string TenantNotEmpty = nameof(TenantNotEmpty);
    public const string Throttled = nameof(Throttled);
    public const string Updating = nameof(Updating);

    // Waits for a human.
    public const string AccessDenied = nameof(AccessDenied);
    public const string ApiKeySecretMissing = nameof(ApiKeySecretMissing);
    public const string ApplyRefused = nameof(ApplyRefused);
    public const string AuthTokenMissing = nameof(AuthTokenMissing);
    public const string BucketNameNotAllowed = nameof(BucketNameNotAllowed);
    public const string ChildConflict = nameof(ChildConflict);
    public const string CreateFailed = nameof(CreateFailed);
    public const string CredentialsMissing = nameof(CredentialsMissing);
    public const string EmptyingRefused = nameof(EmptyingRefused);
    public const string HeadersSecretMissing = nameof(HeadersSecretMissing);
    public const string InvalidRequest = nameof(InvalidRequest);
    public const string InvalidSpec = nameof(InvalidSpec);
    public const string KeyNotFound = nameof(KeyNotFound);
    public const string NameTaken = nameof(NameTaken);
    public const string NamespaceClaimed = nameof(NamespaceClaimed);
    public const string NamespaceInUse = nameof(NamespaceInUse);
    public const string NamespaceNotLabelled = nameof(NamespaceNotLabelled);
    public const string NamespaceWithoutTenant = nameof(NamespaceWithoutTenant);
    public const string OwnedByAnother = nameof(OwnedByAnother);
    public const string QuotaExceeded = nameof(QuotaExceeded);
    public const string SingleZone = nameof(SingleZone);
    public const string SubnetsMissing = nameof(SubnetsMissing);
    public const string SystemNamespace = nameof(SystemNamespace);
    public const string WrongAccount = nameof(WrongAccount);

    // Is worth knowing.
    public const string DataAtRisk = nameof(DataAtRisk);
    public const string DriftCorrected = nameof(DriftCorrected);
    public const string Paused = nameof(Paused);
    public const string Planned = nameof(Planned);
    public const string RecreatedEmpty = nameof(RecreatedEmpty);
    public const string RetentionPassed = nameof(RetentionPassed);

    // Is as it should be, or gone as it should.
    public const string Acknowledged = nameof(Acknowledged);
    public const string Applied = nameof(Applied);
    public const string Available = nameof(Available);
    public const string Deleted = nameof(Deleted);
    public const string DeletionScheduled = nameof(DeletionScheduled);
    public const string Empty = nameof(Empty);
    public const string Gone = nameof(Gone);
    public const string Kept = nameof(Kept);
    public const string NotOurs = nameof(NotOurs);
    public const string Ready = nameof(Ready);
    public const string Reconciled = nameof(Reconciled);
    public const string Retained = nameof(Retained);
    public const string RetainedInUse = nameof(RetainedInUse);
    public const string RetainedNotEmpty = nameof(RetainedNotEmpty);
    public const string Unused = nameof(Unused);

    // Of Events only.
    public const string Abandoned = nameof(Abandoned);
    public const string Created = nameof(Created);
    public const string DataLost = nameof(DataLost);
    public const string ProcessScaled = nameof(ProcessScaled);
    public const string ProcessScaledBack = nameof(ProcessScaledBack);
    public const string RetainedUnmarked = nameof(RetainedUnmarked);
    public const string StrayKeyRetired = nameof(StrayKeyRetired);
}
