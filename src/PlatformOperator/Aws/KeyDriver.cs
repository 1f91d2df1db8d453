using Amazon.KeyManagementService;
using Amazon.KeyManagementService.Model;
using Amazon.ResourceGroupsTaggingAPI;
using Amazon.ResourceGroupsTaggingAPI.Model;
using PlatformOperator.Api;
using PlatformOperator.Convergence;
using PlatformOperator.Desired;
using KeySpec = PlatformOperator.Desired.KeySpec;
using KmsTag = Amazon.KeyManagementService.Model.Tag;

namespace PlatformOperator.Aws;

/// <summary>A KMS key as KMS describes it.</summary>
/// <param name="KeyId">Key id.</param>
/// <param name="Arn">Key ARN.</param>
/// <param name="State">Key state, see the KMS developer guide on key states.</param>
/// <param name="Description">Description.</param>
/// <param name="Policy">Key policy document, JSON.</param>
/// <param name="RotationPeriodDays">Days between rotations; null when rotation is off, 0 when it is not told.</param>
/// <param name="Tags">All tags.</param>
/// <param name="AliasKeyId">Id of the key that the wanted alias leads to, or null when nothing has that alias.</param>
public sealed record KeyState(
    string KeyId, string Arn, string State, string Description, string Policy, int? RotationPeriodDays, IReadOnlyDictionary<string, string> Tags, string? AliasKeyId);

/// <summary>
/// KMS keys. KMS takes neither a name nor a token when it creates a key, so the alias is the commit point: the key that it leads to is the one. A
/// key that an interrupted create left is found by the nonce in its tags, one that lost its alias (or whose alias is too new to be seen) by its ARN.
/// </summary>
/// <param name="kms">KMS.</param>
/// <param name="tagging">Tells which retained resources still need a key.</param>
/// <param name="time">The clock.</param>
/// <param name="knownArn">
/// ARN under which the key was recorded, or null. What is encrypted with it needs this very key: without its alias it is still the one, and a new key
/// in its place would leave it to those who retire strays.
/// </param>
public sealed class KeyDriver(IAmazonKeyManagementService kms, IAmazonResourceGroupsTaggingAPI tagging, TimeProvider time, string? knownArn = null)
    : IResourceDriver<KeySpec, KeyState>, IIntentResolver<KeySpec>
{
    /// <summary>How long a created key may stay invisible: KMS is eventually consistent.</summary>
    public static readonly TimeSpan Visibility = TimeSpan.FromSeconds(60);

    /// <summary>How long KMS may judge calls as if a key had not got its tags yet (KMS developer guide, "ABAC for AWS KMS").</summary>
    public static readonly TimeSpan TagDelay = TimeSpan.FromMinutes(5);

    private const string PolicyName = "default";
    private static readonly string PendingDeletion = Amazon.KeyManagementService.KeyState.PendingDeletion.Value;
    private static readonly string Disabled = Amazon.KeyManagementService.KeyState.Disabled.Value;

    /// <inheritdoc />
    public string Describe(KeySpec spec) => $"KMS key {spec.Alias}";

    /// <inheritdoc />
    public async Task<KeyState?> ObserveAsync(KeySpec spec, CancellationToken cancellationToken)
    {
        var (key, aliasKeyId) = await LocateAsync(spec, cancellationToken);
        if (key is null)
            return null;
        var policy = kms.GetKeyPolicyAsync(new GetKeyPolicyRequest { KeyId = key.KeyId, PolicyName = PolicyName }, cancellationToken);
        var rotation = RotationAsync(key, cancellationToken);
        var tags = TagsAsync(key.KeyId, cancellationToken);
        await Task.WhenAll(policy, rotation, tags);
        return new KeyState(key.KeyId, key.Arn, key.KeyState, key.Description ?? "", (await policy).Policy, await rotation, await tags, aliasKeyId);
    }

    /// <summary>ARN of the key, or null.</summary>
    public async Task<string?> FindAsync(KeySpec spec, CancellationToken cancellationToken) => (await LocateAsync(spec, cancellationToken)).Key?.Arn;

    /// <inheritdoc />
    public Ownership OwnershipOf(KeySpec spec, KeyState state) => spec.Owner.Judge(state.Tags);

    /// <inheritdoc />
    public async Task<KeyState?> CreateAsync(KeySpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        var key = intent.Resumed ? await FindByNonceAsync(spec.Owner, intent.Nonce, cancellationToken) : null;
        if (key is null && intent.Resumed && time.GetUtcNow() - intent.Time < Visibility)
            return null;
        var tags = new Dictionary<string, string>(spec.Tags, StringComparer.Ordinal) { [Owner.NonceTag] = intent.Nonce };
        key ??= (await kms.CreateKeyAsync(
            new CreateKeyRequest { Description = spec.Description, Policy = spec.Policy, Tags = ToTags(tags) }, cancellationToken)).KeyMetadata;
        bool isNamed;
        try
        {
            isNamed = await NameAsync(spec, key.KeyId, cancellationToken);
        }
        catch (AmazonKeyManagementServiceException exception) when (IsDenied(exception) && time.GetUtcNow() - intent.Time < TagDelay)
        {
            // Our policy lets us name keys that have our tags; a later pass finds this one by its nonce.
            return null;
        }

        if (!isNamed)
        {
            var winner = await kms.FindKeyAsync(spec.Alias, cancellationToken);
            // Another writer was faster, and its key is the one; ours was never used. An alias too new to be seen is judged by a later pass.
            if (winner is not null && winner.KeyId != key.KeyId)
                await ScheduleAsync(key.KeyId, 7, cancellationToken);
            if (winner?.KeyId != key.KeyId)
                return null;
        }

        return new KeyState(key.KeyId, key.Arn, key.KeyState, spec.Description, spec.Policy, RotationPeriodDays: null, tags, key.KeyId);
    }

    /// <inheritdoc />
    public IEnumerable<Change> Diff(KeySpec spec, KeyState state, IReadOnlyCollection<string> ourTags)
    {
        if (state.State == PendingDeletion)
            yield return new(
                "deletion", "the scheduled deletion is cancelled",
                token => kms.CancelKeyDeletionAsync(new CancelKeyDeletionRequest { KeyId = state.KeyId }, token));
        if (state.State == PendingDeletion || state.State == Disabled)
            yield return new("enabled", "enabled", token => kms.EnableKeyAsync(new EnableKeyRequest { KeyId = state.KeyId }, token));
        // Not before it is usable again: KMS names no key that is to be deleted.
        if (state.AliasKeyId != state.KeyId)
            yield return new("alias", $"alias {spec.Alias} leads to the key again", token => PutAliasAsync(spec, state, token));
        if (state.Description != spec.Description)
            yield return new(
                "description", $"description → \"{spec.Description}\"",
                token => kms.UpdateKeyDescriptionAsync(
                    new UpdateKeyDescriptionRequest { KeyId = state.KeyId, Description = spec.Description }, token));
        if (!Policies.AreEquivalent(state.Policy, spec.Policy))
            yield return new(
                "policy", "key policy replaced",
                token => kms.PutKeyPolicyAsync(
                    new PutKeyPolicyRequest { KeyId = state.KeyId, PolicyName = PolicyName, Policy = spec.Policy }, token));
        if (state.RotationPeriodDays is not 0 && state.RotationPeriodDays != spec.RotationPeriodDays)
            yield return new(
                "rotationPeriodDays", $"rotation {Days(state.RotationPeriodDays)} → {Days(spec.RotationPeriodDays)}",
                token => kms.EnableKeyRotationAsync(
                    new EnableKeyRotationRequest { KeyId = state.KeyId, RotationPeriodInDays = spec.RotationPeriodDays }, token));
        var unwanted = TagSet.Unwanted(spec.Tags, state.Tags, ourTags);
        if (unwanted.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(unwanted, "removed"),
                token => kms.UntagResourceAsync(new UntagResourceRequest { KeyId = state.KeyId, TagKeys = [.. unwanted] }, token));
        var missing = TagSet.Missing(spec.Tags, state.Tags);
        if (missing.Count > 0)
            yield return new(
                "tags", TagSet.Sentence(missing.Keys, "set"),
                token => kms.TagResourceAsync(new TagResourceRequest { KeyId = state.KeyId, Tags = ToTags(missing) }, token));
    }

    /// <inheritdoc />
    public StepResult ReadinessOf(KeySpec spec, KeyState state) => StepResult.Done(Reasons.Ready, $"{state.Arn} is enabled as {spec.Alias}.");

    /// <inheritdoc />
    public Task RetainAsync(KeySpec spec, KeyState state, CancellationToken cancellationToken) => kms.TagResourceAsync(
        new TagResourceRequest { KeyId = state.KeyId, Tags = ToTags(new Dictionary<string, string> { [Owner.RetainedTag] = "true" }) }, cancellationToken);

    /// <inheritdoc />
    public async Task<StepResult> DeleteAsync(KeySpec spec, KeyState state, CancellationToken cancellationToken)
    {
        if (state.State == PendingDeletion)
            return StepResult.Done(Reasons.DeletionScheduled, $"{state.Arn} is scheduled for deletion.");
        if (await NeedingAsync(spec, state, cancellationToken) is { } needing)
        {
            await RetainAsync(spec, state, cancellationToken);
            return StepResult.Done(Reasons.RetainedInUse, $"{state.Arn} was kept: {needing} was retained and is encrypted with it.");
        }

        await ScheduleAsync(state.KeyId, spec.DeletionWindowDays, cancellationToken);
        return StepResult.Done(
            Reasons.DeletionScheduled, $"{state.Arn} will be deleted in {spec.DeletionWindowDays} days; until then the deletion can be cancelled.");
    }

    /// <inheritdoc />
    public async Task<bool> AbandonAsync(KeySpec spec, CreateIntent intent, CancellationToken cancellationToken)
    {
        if (await FindByNonceAsync(spec.Owner, intent.Nonce, cancellationToken) is { } key)
        {
            if (key.KeyState != PendingDeletion)
                await ScheduleAsync(key.KeyId, spec.DeletionWindowDays, cancellationToken);
            return true;
        }

        return time.GetUtcNow() - intent.Time >= Visibility;
    }

    /// <summary>A retained resource that needs the key, or null. Only keys that were marked as needed can be.</summary>
    private async Task<string?> NeedingAsync(KeySpec spec, KeyState state, CancellationToken cancellationToken)
    {
        if (!state.Tags.TryGetValue(Owner.NeededTag, out var mark))
            return null;
        string? page = null;
        do
        {
            var answer = await tagging.GetResourcesAsync(
                new GetResourcesRequest { TagFilters = [new TagFilter { Key = Owner.RetainedTag }], PaginationToken = page }, cancellationToken);
            var found = answer.ResourceTagMappingList?.FirstOrDefault(
                resource => Needs(TagSet.From(resource.Tags, tag => (tag.Key, tag.Value))));
            if (found is not null)
                return found.ResourceARN;
            page = answer.PaginationToken;
        }
        while (!string.IsNullOrEmpty(page));
        return RetainedKeys.IsFresh(mark, time.GetUtcNow()) ? "data" : null;

        // Nobody else holds a key back by naming it in a tag.
        bool Needs(IReadOnlyDictionary<string, string> tags) =>
            spec.Owner.IsOfSameTenant(tags) && tags.TryGetValue(Owner.RetainedTag, out var keys) && RetainedKeys.Needs(keys, state.Arn);
    }

    /// <summary>
    /// The key that the status names, if its tags confirm it, since a status may have been written by somebody else; else the one behind the alias,
    /// which is ours alone. With it, the id of the key that the alias leads to.
    /// </summary>
    private async Task<(KeyMetadata? Key, string? AliasKeyId)> LocateAsync(KeySpec spec, CancellationToken cancellationToken)
    {
        var named = await kms.FindKeyAsync(spec.Alias, cancellationToken);
        if (knownArn is null || named?.Arn == knownArn || await kms.FindKeyAsync(knownArn, cancellationToken) is not { } known)
            return (named, named?.KeyId);
        var isOurs = await TagsOrNullAsync(known.KeyId, cancellationToken) is { } tags && spec.Owner.Judge(tags) == Ownership.Ours;
        return (isOurs ? known : named, named?.KeyId);
    }

    private Task PutAliasAsync(KeySpec spec, KeyState state, CancellationToken cancellationToken) => state.AliasKeyId is null
        ? NameAsync(spec, state.KeyId, cancellationToken)
        : kms.UpdateAliasAsync(new UpdateAliasRequest { AliasName = spec.Alias, TargetKeyId = state.KeyId }, cancellationToken);

    /// <summary>Lets a new alias lead to the key; false when there is such an alias already, perhaps too new to be seen.</summary>
    private async Task<bool> NameAsync(KeySpec spec, string keyId, CancellationToken cancellationToken)
    {
        try
        {
            await kms.CreateAliasAsync(new CreateAliasRequest { AliasName = spec.Alias, TargetKeyId = keyId }, cancellationToken);
            return true;
        }
        catch (AlreadyExistsException)
        {
            return false;
        }
    }

    /// <summary>
    /// The tagging API lags behind, so this reads the keys themselves; it runs only after an interrupted create. The nonce alone does not make a key
    /// ours: it stands in a status, which others may be able to write.
    /// </summary>
    private async Task<KeyMetadata?> FindByNonceAsync(Owner owner, string nonce, CancellationToken cancellationToken)
    {
        await foreach (var entry in kms.Paginators.ListKeys(new ListKeysRequest { Limit = 1000 }).Keys.WithCancellation(cancellationToken))
        {
            if (await TagsOrNullAsync(entry.KeyId, cancellationToken) is { } tags && tags.GetValueOrDefault(Owner.NonceTag) == nonce && owner.Judge(tags) != Ownership.Another)
                return await kms.FindKeyAsync(entry.KeyId, cancellationToken);
        }

        return null;
    }

    /// <summary>Tags of a key that may be somebody else's: its policy may refuse even to tell them.</summary>
    private async Task<IReadOnlyDictionary<string, string>?> TagsOrNullAsync(string keyId, CancellationToken cancellationToken)
    {
        try
        {
            return await TagsAsync(keyId, cancellationToken);
        }
        catch (AmazonKeyManagementServiceException exception) when (IsDenied(exception) || AwsErrors.IsNotFound(exception))
        {
            return null;
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> TagsAsync(string keyId, CancellationToken cancellationToken)
    {
        var answer = await kms.ListResourceTagsAsync(new ListResourceTagsRequest { KeyId = keyId }, cancellationToken);
        return TagSet.From(answer.Tags, tag => (tag.TagKey, tag.TagValue));
    }

    private static bool IsDenied(AmazonKeyManagementServiceException exception) => exception.ErrorCode == "AccessDeniedException";

    /// <summary>KMS tells that rotation is off while a key is on its way out, and puts it back when the deletion is cancelled.</summary>
    private async Task<int?> RotationAsync(KeyMetadata key, CancellationToken cancellationToken)
    {
        if (key.KeyState == PendingDeletion)
            return 0;
        var rotation = await kms.GetKeyRotationStatusAsync(new GetKeyRotationStatusRequest { KeyId = key.KeyId }, cancellationToken);
        return rotation.KeyRotationEnabled == true ? rotation.RotationPeriodInDays ?? 0 : null;
    }

    private Task<ScheduleKeyDeletionResponse> ScheduleAsync(string keyId, int days, CancellationToken cancellationToken) =>
        kms.ScheduleKeyDeletionAsync(new ScheduleKeyDeletionRequest { KeyId = keyId, PendingWindowInDays = days }, cancellationToken);

    private static List<KmsTag> ToTags(IReadOnlyDictionary<string, string> tags) =>
        [.. tags.Select(tag => new KmsTag { TagKey = tag.Key, TagValue = tag.Value })];

    private static string Days(int? days) => days is null ? "off" : $"every {days} days";
}
