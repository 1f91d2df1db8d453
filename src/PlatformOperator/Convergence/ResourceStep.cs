using System.Security.Cryptography;
using System.Text.Json;
using KubeOps.Abstractions.Events;
using PlatformOperator.Api;
using PlatformOperator.Desired;

namespace PlatformOperator.Convergence;

/// <summary>A step that stands for one AWS resource: observe → create or correct → ready?</summary>
/// <param name="condition">Condition type that the step sets.</param>
/// <param name="part">Which of the custom resource's AWS resources it is, as in <see cref="Owner.Part"/>.</param>
/// <param name="driver">How that kind of AWS resource is handled.</param>
/// <param name="spec">What it should be; asked when the step runs, since it may need what earlier steps found.</param>
public sealed class ResourceStep<TSpec, TState>(string condition, string part, IResourceDriver<TSpec, TState> driver, Func<TSpec> spec) : IStep
    where TSpec : ITagged
    where TState : class
{
    /// <inheritdoc />
    public string Condition { get; } = condition;

    /// <summary>Copies ARNs, names and endpoints from what AWS says into the status.</summary>
    public Action<TState>? Record { get; init; }

    /// <summary>
    /// Notes in the status what must be known of later even if the pass ends while AWS is being changed; true if that is new. It is written before any
    /// change.
    /// </summary>
    public Func<bool>? Foresee { get; init; }

    /// <summary>Whether the resource is kept when the custom resource is deleted.</summary>
    public bool Retain { get; init; }

    /// <summary>ARN under which it was last seen when it holds data that a new one would lack; null otherwise.</summary>
    public string? LastSeenArn { get; init; }

    /// <summary>Whether a resource that carries no owner tags may be taken: an administrator listed it, or we recorded it as ours before.</summary>
    public bool MayAdopt { get; init; }

    /// <inheritdoc />
    public async Task<StepResult> ConvergeAsync(Pass pass, CancellationToken cancellationToken)
    {
        var wanted = spec();
        var state = await driver.ObserveAsync(wanted, cancellationToken);
        if (state is not null && !IsOurs(pass, wanted, state))
            return OwnedByAnother(wanted);
        if (state is null && pass.PlanOnly is { } plan)
        {
            plan.Create(driver.Describe(wanted));
            return StepResult.Waiting(Reasons.Planned, $"{driver.Describe(wanted)} would be created.");
        }

        var foreseen = pass.PlanOnly is null && Foresee?.Invoke() == true;
        if (foreseen && state is not null)
            await pass.SaveStatusAsync(cancellationToken);
        var created = state is null;
        if (state is null)
        {
            state = await CreateAsync(pass, wanted, foreseen, cancellationToken);
            if (state is null)
                return StepResult.Waiting(
                    Reasons.Creating, $"An earlier attempt to create {driver.Describe(wanted)} may still turn up.", TimeSpan.FromSeconds(10));
        }

        var fingerprint = Fingerprint(wanted);
        var settled = await CorrectAsync(pass, wanted, state, isDrift: !created && pass.WasInPlace(part, fingerprint), cancellationToken);
        Record?.Invoke(state);
        pass.Fulfil(part);
        var result = settled
            ? driver.ReadinessOf(wanted, state)
            : StepResult.Waiting(Reasons.Updating, $"AWS is updating {driver.Describe(wanted)}.");
        if (result.State == StepState.Done)
            pass.PutInPlace(part, fingerprint, wanted.Tags.Keys);
        else
            pass.PlanOnly?.Note($"{result.Message} What it then differs in is not known yet.");
        return result.OrLookIn(pass.NextLook(created ? null : pass.Since(Condition)));
    }

    /// <inheritdoc />
    public async Task<StepResult> RemoveAsync(Pass pass, CancellationToken cancellationToken)
    {
        var wanted = spec();
        try
        {
            return await RemoveAsync(pass, wanted, cancellationToken);
        }
        catch (NotOursException) when (LastSeenArn is null && !HasIntent(pass))
        {
            // It was never ours: what has the name must not hold up the deletion of a custom resource that only wanted it.
            return NotOurs(wanted);
        }
    }

    private async Task<StepResult> RemoveAsync(Pass pass, TSpec wanted, CancellationToken cancellationToken)
    {
        var what = driver.Describe(wanted);
        var state = await driver.ObserveAsync(wanted, cancellationToken);
        if (state is null)
            return await ResolveAsync(pass, wanted, cancellationToken) ?? StepResult.Done(Reasons.Deleted, $"{what} is gone.");
        if (!IsOurs(pass, wanted, state))
            return NotOurs(wanted);
        if (pass.PlanOnly is { } plan)
        {
            if (Retain)
                plan.Keep(what);
            else
                plan.Delete(what);
            return StepResult.Done(Reasons.Planned, $"{what} would be let go.");
        }

        if (Retain)
        {
            await driver.RetainAsync(wanted, state, cancellationToken);
            return StepResult.Done(Reasons.Retained, $"{what} was kept, as deletionPolicy says.");
        }

        var result = await driver.DeleteAsync(wanted, state, cancellationToken);
        return result.OrLookIn(pass.NextLook(pass.Since(Condition)));
    }

    private bool IsOurs(Pass pass, TSpec wanted, TState state) => driver.OwnershipOf(wanted, state) switch
    {
        Ownership.Ours => true,
        // Not every service takes tags with the create call; an intent was written after the name was seen free.
        Ownership.Nobody => MayAdopt || HasIntent(pass),
        _ => false,
    };

    private static string Fingerprint(TSpec wanted) =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(wanted))[..8]);

    private bool HasIntent(Pass pass) => pass.Status.Intents?.Any(intent => intent.Part == part) == true;

    private StepResult NotOurs(TSpec wanted) =>
        StepResult.Done(Reasons.NotOurs, $"{driver.Describe(wanted)} belongs to somebody else and was left alone.");

    private StepResult OwnedByAnother(TSpec wanted) => StepResult.Blocked(
        Reasons.OwnedByAnother,
        $"{driver.Describe(wanted)} exists and its tags do not name this resource as its owner. Nothing was changed. Choose another name, or have an administrator allow its adoption.");

    private async Task<TState?> CreateAsync(Pass pass, TSpec wanted, bool foreseen, CancellationToken cancellationToken)
    {
        var what = driver.Describe(wanted);
        var claimed = pass.ClaimTags(part, wanted.Tags.Keys);
        var vanished = pass.WasInPlace(part, Fingerprint(wanted));
        // What a new one lacks until it is set up is no sign that somebody else took it away.
        pass.TakeOutOfPlace(part);
        if (vanished)
            Drift.Note(pass, Drift.Deleted(what));
        if (LastSeenArn is not null)
            pass.Status.SetDataLost(Reasons.RecreatedEmpty, $"{LastSeenArn} vanished outside the operator and was made again, empty.", pass.Now.UtcDateTime, pass.Resource.Metadata.Generation);
        var intent = await pass.DeclareAsync(part, what, cancellationToken);
        // A fresh intent was saved with all that.
        if ((claimed || foreseen) && intent.Resumed)
            await pass.SaveStatusAsync(cancellationToken);
        var state = await driver.CreateAsync(wanted, intent, cancellationToken);
        if (state is null)
            return null;
        if (vanished)
            await Drift.ReportAsync(pass, "deleted", Drift.Deleted(what), cancellationToken);
        if (LastSeenArn is not null)
            await pass.PublishAsync(Reasons.DataLost, $"{LastSeenArn} vanished outside the operator; {what} was made again, empty.", EventType.Warning, cancellationToken);
        await pass.PublishAsync(Reasons.Created, $"Created {what}.", EventType.Normal, cancellationToken);
        return state;
    }

    /// <summary>Applies the differences in order; false when AWS must settle before the next one.</summary>
    private async Task<bool> CorrectAsync(Pass pass, TSpec wanted, TState state, bool isDrift, CancellationToken cancellationToken)
    {
        // Written down before they are set: a tag that the spec no longer names after a crash in between must still be known as ours.
        if (pass.PlanOnly is null && pass.ClaimTags(part, wanted.Tags.Keys))
            await pass.SaveStatusAsync(cancellationToken);
        var what = driver.Describe(wanted);
        var changes = driver.Diff(wanted, state, pass.TagsOf(part)).ToList();
        if (pass.PlanOnly is { } plan)
        {
            changes.ForEach(change => plan.Change(what, change.Sentence, change.Destroys));
            return true;
        }

        var drifted = isDrift ? changes.Where(change => !change.Continues).ToList() : [];
        if (drifted.Count > 0)
            await Drift.NoteAsync(pass, Drift.Changed(what, drifted.Select(change => change.Sentence)), cancellationToken);
        foreach (var change in changes)
        {
            await change.ApplyAsync(cancellationToken);
            if (drifted.Contains(change))
                await Drift.ReportAsync(pass, change.Field, Drift.Changed(what, change.Sentence), cancellationToken);
            if (change.Settles)
                return false;
        }

        return true;
    }

    /// <summary>An intent without a resource may still turn into one: finds it, so that nothing is left behind when the finalizer goes.</summary>
    private async Task<StepResult?> ResolveAsync(Pass pass, TSpec wanted, CancellationToken cancellationToken)
    {
        if (driver is not IIntentResolver<TSpec> resolver || pass.Status.Intents?.FirstOrDefault(intent => intent.Part == part) is not { } open)
            return null;
        var intent = new CreateIntent(open.Nonce, new DateTimeOffset(open.Time, TimeSpan.Zero), Resumed: true);
        return await resolver.AbandonAsync(wanted, intent, cancellationToken)
            ? null
            : StepResult.Waiting(
                Reasons.ResolvingIntent, $"An earlier attempt to create {driver.Describe(wanted)} may still turn up.", TimeSpan.FromSeconds(10));
    }
}
