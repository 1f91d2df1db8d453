using System.Buffers.Text;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Aggregates;
using PlatformOperator.Ingestion.Configuration;
using PlatformOperator.Ingestion.Http;

namespace PlatformOperator.Ingestion.Queries;

/// <summary>What is asked for: windows that begin in [From, To), as UTC ticks.</summary>
internal sealed record AggregateQuery(long From, long To)
{
    public const int DefaultLimit = 1000;
    public const int MaxLimit = 10_000;
    public const string AllTime = "all";

    /// <summary>Parameters of their own, which no field's name can be.</summary>
    public static readonly string[] Reserved = ["from", "to", "window", "limit", "after"];

    private static readonly TimeSpan DefaultLength = TimeSpan.FromDays(1);

    /// <summary>Length in ticks of the windows of the answer; null: one that holds the whole range.</summary>
    public long? Window { get; init; }

    public GroupFilter Filter { get; init; } = GroupFilter.None;

    public int Limit { get; init; } = DefaultLimit;

    /// <summary>Key of the last row of the page before.</summary>
    public byte[]? After { get; init; }

    /// <summary>Start of the answer's window that a window of the pipeline lies in.</summary>
    public long Start(long window) => Window is { } length ? window - Rest(window, length) : From;

    public long End(long start) => Window is { } length ? start + length : To;

    /// <exception cref="RequestRefusedException">Something in it cannot be answered; the message says what to change.</exception>
    public static AggregateQuery Parse(IQueryCollection parameters, AggregatePlan plan, TimeProvider time)
    {
        GroupFilter.Check(parameters, plan, Reserved);
        var to = Time(parameters, "to") ?? time.GetUtcNow().UtcTicks;
        var from = Time(parameters, "from") ?? Math.Max(0, to - DefaultLength.Ticks);
        if (from >= to)
            throw Refused("from must be before to");
        return new AggregateQuery(from, to)
        {
            Window = LengthOf(parameters, plan),
            Filter = GroupFilter.Of(parameters, plan, Reserved),
            Limit = LimitOf(parameters),
            After = AfterOf(parameters),
        };
    }

    public static RequestRefusedException Refused(string message) => new(StatusCodes.Status400BadRequest, message);

    private static long? Time(IQueryCollection parameters, string name)
    {
        if (!parameters.TryGetValue(name, out var text))
            return null;
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return DateTime.TryParse(text, CultureInfo.InvariantCulture, Utc, out var parsed)
            ? parsed.Ticks
            : throw Refused($"{name} must be a time, for instance 2013-07-04T00:00:00Z or 2013-07-04");
    }

    private static long? LengthOf(IQueryCollection parameters, AggregatePlan plan)
    {
        if (!parameters.TryGetValue("window", out var text))
            return plan.Window.Ticks;
        if (text == AllTime)
            return null;
        if (!DurationConverter.TryParse(text.ToString(), out var length) || length.Ticks % plan.Window.Ticks != 0)
            throw Refused($"window must be a multiple of the pipeline's window of {DurationConverter.Format(plan.Window)}, for instance 1d, or {AllTime}");
        return length.Ticks;
    }

    private static int LimitOf(IQueryCollection parameters)
    {
        if (!parameters.TryGetValue("limit", out var text))
            return DefaultLimit;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) && limit is > 0 and <= MaxLimit
            ? limit
            : throw Refused($"limit must be a number from 1 to {MaxLimit}");
    }

    private static byte[]? AfterOf(IQueryCollection parameters)
    {
        if (!parameters.TryGetValue("after", out var text))
            return null;
        return Base64Url.IsValid(text.ToString()) ? Base64Url.DecodeFromChars(text.ToString()) : throw Refused("after must be what an answer named as next");
    }

    private static long Rest(long window, long length)
    {
        var rest = (window - DateTime.UnixEpoch.Ticks) % length;
        return rest < 0 ? rest + length : rest;
    }
}
