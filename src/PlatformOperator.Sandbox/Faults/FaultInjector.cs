namespace PlatformOperator.Sandbox.Faults;

/// <summary>
/// Applies rules to calls, and kills: once the operator is dead nothing of it arrives any more, which is all that the world sees of a kill.
/// Thread-safe.
/// </summary>
/// <param name="seed">Of the random choices that rates make.</param>
public sealed class FaultInjector(int seed = 1) : IFaults
{
    private readonly Lock gate = new();
    private readonly Random random = new(seed);
    private List<(FaultRule Rule, int[] Met)> rules = [];
    private TaskCompletionSource<FaultHit> end = NewEnd();
    private bool isCut;
    private int inFlight;

    /// <summary>Is told of every call before it is judged; must be quick. A <see cref="FaultException"/> that it throws is the call's answer.</summary>
    public Action<FaultCall>? Observer { get; set; }

    /// <summary>Calls under way, streams aside.</summary>
    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Completes when a rule ends the operator; one that died stays dead until <see cref="Reconnect"/>.</summary>
    public Task<FaultHit> End
    {
        get
        {
            lock (gate)
                return end.Task;
        }
    }

    /// <summary>The operator's ServiceAccount, its IAM user, and its sessions of roles that Tenants name.</summary>
    public static bool IsOperator(FaultCall call) =>
        call.Caller == SandboxOptions.OperatorUser || call.Caller.EndsWith(":user/" + SandboxOptions.OperatorAccessKey, StringComparison.Ordinal)
        || call.Caller.EndsWith("/platform-operator", StringComparison.Ordinal);

    /// <summary>Replaces the rules and starts counting anew.</summary>
    public void Use(params IEnumerable<FaultRule> newRules)
    {
        lock (gate)
            rules = [.. newRules.Select(rule => (rule, new int[1]))];
    }

    /// <summary>Lets nothing of the operator through any more.</summary>
    public void Cut()
    {
        lock (gate)
            isCut = true;
    }

    /// <summary>Lets a new operator through.</summary>
    public void Reconnect()
    {
        lock (gate)
        {
            isCut = false;
            end = NewEnd();
        }
    }

    /// <inheritdoc />
    public async Task InvokeAsync(FaultCall call, Func<Task> carryOut, CancellationToken cancellationToken)
    {
        Observer?.Invoke(call);
        if (call.IsStream)
        {
            await AnswerAsync(call, carryOut, cancellationToken);
            return;
        }

        Interlocked.Increment(ref inFlight);
        try
        {
            await AnswerAsync(call, carryOut, cancellationToken);
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    /// <inheritdoc />
    public bool FailsEntry(FaultCall call) => Judge(call, ofEntry: true) is not null;

    private Task AnswerAsync(FaultCall call, Func<Task> carryOut, CancellationToken cancellationToken) => Judge(call, ofEntry: false) switch
    {
        null => carryOut(),
        FaultKind.CrashBefore => DieAsync(new FaultHit(call, FaultKind.CrashBefore), () => Task.CompletedTask),
        FaultKind.CrashAfter => DieAsync(new FaultHit(call, FaultKind.CrashAfter), carryOut),
        FaultKind.Terminate => TerminateAsync(new FaultHit(call, FaultKind.Terminate), carryOut),
        FaultKind.Timeout => Task.Delay(System.Threading.Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken),
        FaultKind.Lose => LoseAsync(carryOut),
        { } kind => throw FaultAnswers.Of(kind, call),
    };

    private async Task DieAsync(FaultHit hit, Func<Task> carryOut)
    {
        await carryOut();
        lock (gate)
        {
            isCut = true;
            end.TrySetResult(hit);
        }

        throw FaultException.Dropped();
    }

    private Task TerminateAsync(FaultHit hit, Func<Task> carryOut)
    {
        lock (gate)
            end.TrySetResult(hit);
        return carryOut();
    }

    private static async Task LoseAsync(Func<Task> carryOut)
    {
        await carryOut();
        throw FaultException.Dropped();
    }

    private FaultKind? Judge(FaultCall call, bool ofEntry)
    {
        lock (gate)
        {
            var isOperator = IsOperator(call);
            if (isCut && isOperator)
                return FaultKind.Drop;
            FaultKind? judged = null;
            foreach (var (rule, met) in rules.Where(r => r.Rule.FailsEntries == ofEntry && r.Rule.Matches(call) && (!r.Rule.EndsOperator || (isOperator && !call.IsStream))))
            {
                // Every rule counts every call of its own, whatever the others do to it.
                var hits = rule.Nth is { } nth ? ++met[0] == nth : random.NextDouble() < rule.Rate;
                judged ??= hits ? rule.Kind : null;
            }

            return judged;
        }
    }

    private static TaskCompletionSource<FaultHit> NewEnd() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>A call and what became of it.</summary>
/// <param name="Call">The call.</param>
/// <param name="Kind">Its fault.</param>
public sealed record FaultHit(FaultCall Call, FaultKind Kind);
