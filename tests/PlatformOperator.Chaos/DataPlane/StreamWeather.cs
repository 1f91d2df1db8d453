using PlatformOperator.Sandbox.Faults;

namespace PlatformOperator.Chaos.DataPlane;

/// <summary>What goes wrong between pods and AWS: calls that are refused, throttled, or carried out with nobody being told.</summary>
internal static class StreamWeather
{
    public static IEnumerable<FaultRule> Rules =>
    [
        new("kinesis", "PutRecords", FaultKind.Entry) { Rate = 0.03 },
        new("kinesis", "PutRecords", FaultKind.Lose) { Rate = 0.03 },
        new("kinesis", "PutRecords", FaultKind.Drop) { Rate = 0.02 },
        new("kinesis", "PutRecords", FaultKind.Unavailable) { Rate = 0.02 },
        new("kinesis", "GetRecords", FaultKind.Throttle) { Rate = 0.03 },
        new("kinesis", "GetRecords", FaultKind.Drop) { Rate = 0.02 },
        new("kinesis", "ListShards", FaultKind.Throttle) { Rate = 0.1 },
        new("s3", "PutObject", FaultKind.Lose) { Rate = 0.04 },
        new("s3", "PutObject", FaultKind.Throttle) { Rate = 0.03 },
        new("s3", "PutObject", FaultKind.Unavailable) { Rate = 0.03 },
        new("s3", "GetObject", FaultKind.Unavailable) { Rate = 0.03 },
        new("s3", "ListObjectsV2", FaultKind.Throttle) { Rate = 0.05 },
        new("s3", "DeleteObjects", FaultKind.Lose) { Rate = 0.1 },
    ];
}
