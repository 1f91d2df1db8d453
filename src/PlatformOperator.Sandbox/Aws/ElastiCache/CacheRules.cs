using System.Globalization;
using System.Text.RegularExpressions;
using PlatformOperator.Sandbox.Aws.Core;

namespace PlatformOperator.Sandbox.Aws.ElastiCache;

/// <summary>
/// What ElastiCache accepts. Verified with the ElastiCache API reference (CreateReplicationGroup, ModifyReplicationGroup) and user guide
/// ("Authenticating with the AUTH command", "Supported engines and versions").
/// </summary>
internal static partial class CacheRules
{
    // Minor version as asked for, and the full version that DescribeCacheClusters reports.
    static readonly (string Engine, string Asked, string Full)[] Versions =
    [
        ("valkey", "7.2", "7.2.6"), ("valkey", "8.0", "8.0.1"), ("valkey", "8.1", "8.1.0"),
        ("redis", "5.0.6", "5.0.6"), ("redis", "6.0", "6.0.5"), ("redis", "6.2", "6.2.6"), ("redis", "7.0", "7.0.7"),
        ("redis", "7.1", "7.1.0"),
    ];

    public static AwsException Value(string message) => new("InvalidParameterValue", message);

    public static AwsException Combination(string message) => new("InvalidParameterCombination", message);

    public static string GroupId(string id) => id.Length <= 40 && GroupIdForm().IsMatch(id) && !id.Contains("--", StringComparison.Ordinal)
        && !id.EndsWith('-')
        ? id.ToLowerInvariant()
        : throw Value($"The parameter ReplicationGroupId must have at most 40 characters, begin with a letter, hold only letters, digits and hyphens, and neither end with a hyphen nor hold two in a row: {id}");

    public static string Engine(string? engine) => engine switch
    {
        null => "redis",
        "redis" or "valkey" => engine,
        _ => throw Value($"Invalid Engine {engine}: redis and valkey can form replication groups."),
    };

    /// <summary>The full version for a version asked for; null takes the newest.</summary>
    public static string Version(string engine, string? asked)
    {
        var known = Versions.Where(v => v.Engine == engine).ToList();
        if (asked is null) return known[^1].Full;
        var match = known.FindLast(v => asked == v.Asked || asked == v.Full || (asked == "6.x" && v.Asked == "6.2"));
        return match.Full ?? throw Value($"Cannot find version {asked} for {engine}");
    }

    public static void CheckUpgrade(ReplicationGroup group, string engine, string version)
    {
        if (group.Engine == "valkey" && engine == "redis") throw Combination("Valkey cannot be changed to Redis OSS.");
        if (group.Engine == engine && System.Version.Parse(version) < System.Version.Parse(group.EngineVersion))
            throw Combination($"Engine version downgrade is not supported: {group.EngineVersion} to {version}.");
    }

    public static string NodeType(string? type) => type is not null && NodeTypeForm().IsMatch(type) ? type
        : throw Value(type is null ? "CacheNodeType is required." : $"Invalid Cache Node Type: {type}.");

    public static string AuthToken(string token) => AuthTokenForm().IsMatch(token) ? token
        : throw Value("Invalid AuthToken provided. It must have 16 to 128 characters: letters, digits and !&#$^<>-.");

    public static string Window(string window) => WindowForm().IsMatch(window) && Minutes(window) is var (start, end)
        && (end - start + 10_080) % 10_080 >= 60 ? window
        : throw Value($"Invalid PreferredMaintenanceWindow {window}: the form is ddd:hh24:mi-ddd:hh24:mi, of at least 60 minutes.");

    /// <summary>When the window begins next.</summary>
    public static DateTimeOffset Next(string window, DateTimeOffset now)
    {
        var week = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddDays(-(int)now.UtcDateTime.DayOfWeek);
        var next = week.AddMinutes(Minutes(window).Start);
        return next > now ? next : next.AddDays(7);
    }

    public static IReadOnlyList<string> SecurityGroups(IReadOnlyList<string> ids) =>
        ids.FirstOrDefault(i => !SecurityGroupForm().IsMatch(i)) is { } wrong ? throw Value($"Invalid security group id {wrong}.") : ids;

    public static IReadOnlyList<string> Subnets(IReadOnlyList<string> ids)
    {
        if (ids.Count == 0) throw Value("The parameter SubnetIds must be provided.");
        return ids.FirstOrDefault(i => !SubnetForm().IsMatch(i)) is { } wrong
            ? throw new AwsException("InvalidSubnet", $"The requested subnet {wrong} does not exist.") : ids;
    }

    public static int Between(int value, int minimum, int maximum, string name) =>
        value >= minimum && value <= maximum ? value : throw Value($"{name} must be between {minimum} and {maximum}: {value}.");

    /// <summary>Failover needs somebody to fail over to, and several zones need failover.</summary>
    public static void CheckFailover(bool failover, bool multiAz, int replicas)
    {
        if (failover && replicas == 0) throw Combination("When using automatic failover, there must be at least 2 cache clusters in the replication group.");
        if (multiAz && !failover) throw Combination("Multi-AZ requires automatic failover to be enabled.");
    }

    public static string ParameterGroup(string engine, string version, bool clusterMode)
    {
        var major = version.Split('.')[0];
        var family = engine == "redis" && major is "5" ? "redis5.0" : engine == "redis" && major is "6" ? "redis6.x" : engine + major;
        return $"default.{family}{(clusterMode ? ".cluster.on" : "")}";
    }

    static (int Start, int End) Minutes(string window)
    {
        var ends = window.Split('-').Select(p =>
        {
            var parts = p.Split(':');
            return (Array.IndexOf(Days, parts[0].ToLowerInvariant()) * 1440) + (int.Parse(parts[1], CultureInfo.InvariantCulture) * 60)
                + int.Parse(parts[2], CultureInfo.InvariantCulture);
        }).ToList();
        return (ends[0], ends[1]);
    }

    static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9-]*$", RegexOptions.None, 1000)]
    private static partial Regex GroupIdForm();

    [GeneratedRegex(@"^cache\.[a-z0-9]+\.[a-z0-9]+$", RegexOptions.None, 1000)]
    private static partial Regex NodeTypeForm();

    [GeneratedRegex(@"^[a-zA-Z0-9!&#$^<>-]{16,128}$", RegexOptions.None, 1000)]
    private static partial Regex AuthTokenForm();

    [GeneratedRegex("^(sun|mon|tue|wed|thu|fri|sat):([01][0-9]|2[0-3]):[0-5][0-9]-(sun|mon|tue|wed|thu|fri|sat):([01][0-9]|2[0-3]):[0-5][0-9]$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex WindowForm();

    [GeneratedRegex("^sg-[0-9a-f]{8,17}$", RegexOptions.None, 1000)]
    private static partial Regex SecurityGroupForm();

    [GeneratedRegex("^subnet-[0-9a-f]{8,17}$", RegexOptions.None, 1000)]
    private static partial Regex SubnetForm();
}
