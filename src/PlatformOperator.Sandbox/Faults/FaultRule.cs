using System.Globalization;
using System.Text.RegularExpressions;

namespace PlatformOperator.Sandbox.Faults;

/// <summary>What becomes of a call.</summary>
public enum FaultKind
{
    /// <summary>The operator dies before the call is carried out.</summary>
    CrashBefore,

    /// <summary>The operator dies after the call was carried out and before its answer.</summary>
    CrashAfter,

    /// <summary>The operator is told to stop, as SIGTERM does, while the call is under way.</summary>
    Terminate,

    /// <summary>No answer comes until the caller gives up; the call is not carried out.</summary>
    Timeout,

    /// <summary>The connection ends before the call is carried out.</summary>
    Drop,

    /// <summary>The connection ends after the call was carried out.</summary>
    Lose,

    /// <summary>409: somebody else wrote in between.</summary>
    Conflict,

    /// <summary>410: the resource version is too old; AWS has no such answer and says 409.</summary>
    Gone,

    /// <summary>429, or AWS's ways to say it.</summary>
    Throttle,

    /// <summary>503.</summary>
    Unavailable,

    /// <summary>403.</summary>
    Denied,

    /// <summary>A quota is exceeded.</summary>
    Limit,

    /// <summary>
    /// Single entries of a batch call fail, and are told of in its answer: each record of PutRecords by itself, which is what the rate counts.
    /// </summary>
    Entry,
}

/// <summary>Which calls get which fault, and how often.</summary>
/// <param name="Service">A service, or <c>*</c>.</param>
/// <param name="Operation">An operation, or <c>*</c>.</param>
/// <param name="Kind">What becomes of them.</param>
public sealed partial record FaultRule(string Service, string Operation, FaultKind Kind)
{
    /// <summary>How <see cref="Parse"/> reads a rule.</summary>
    public const string Form = "SERVICE[.OPERATION]=KIND[#N|@RATE], for instance kms.CreateKey=lose#1, s3=throttle@0.1 or *=crash-after#40";

    /// <summary>Share of the matching calls that are hit, 0 to 1.</summary>
    public double Rate { get; init; } = 1;

    /// <summary>Only the n-th matching call is hit, counted from 1; null hits by <see cref="Rate"/>.</summary>
    public int? Nth { get; init; }

    /// <summary>Reads a rule from a command line.</summary>
    /// <exception cref="FormatException">It has another form.</exception>
    public static FaultRule Parse(string text)
    {
        var match = Pattern().Match(text);
        var name = match.Groups["kind"].Value.Replace("-", "", StringComparison.Ordinal);
        if (!match.Success || !Enum.TryParse<FaultKind>(name, ignoreCase: true, out var kind))
            throw new FormatException($"'{text}' is no fault. Write {Form}. Kinds: {string.Join(", ", Kinds)}.");
        return new FaultRule(match.Groups["service"].Value, match.Groups["operation"] is { Success: true } operation ? operation.Value : "*", kind)
        {
            Nth = match.Groups["nth"] is { Success: true } nth ? int.Parse(nth.Value, CultureInfo.InvariantCulture) : null,
            Rate = match.Groups["rate"] is { Success: true } rate ? double.Parse(rate.Value, CultureInfo.InvariantCulture) : 1,
        };
    }

    internal bool FailsEntries => Kind == FaultKind.Entry;

    internal bool EndsOperator => Kind is FaultKind.CrashBefore or FaultKind.CrashAfter or FaultKind.Terminate;

    internal bool Matches(FaultCall call) => (Service == "*" || Service == call.Service) && (Operation == "*" || Operation == call.Operation);

    private static IEnumerable<string> Kinds =>
        Enum.GetNames<FaultKind>().Select(name => Capital().Replace(name, "-$0").ToLowerInvariant());

    [GeneratedRegex(
        @"^(?<service>\*|[a-z0-9]+)(\.(?<operation>\w+))?=(?<kind>[a-z-]+)(#(?<nth>[1-9]\d{0,8})|@(?<rate>0?\.\d{1,9}|1|0))?$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Pattern();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.None, 1000)]
    private static partial Regex Capital();
}
