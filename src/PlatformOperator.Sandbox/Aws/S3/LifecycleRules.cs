using System.Globalization;
using System.Xml.Linq;

namespace PlatformOperator.Sandbox.Aws.S3;

/// <summary>
/// S3's rules for lifecycle rules. Verified with the S3 user guide ("Lifecycle configuration elements", "Transitioning objects": the
/// waterfall of storage classes and 30 days before STANDARD_IA and ONEZONE_IA) and with moto (codes and sentences).
/// </summary>
internal static class LifecycleRules
{
    static readonly string[] Waterfall = ["STANDARD_IA", "INTELLIGENT_TIERING", "ONEZONE_IA", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE"];

    static readonly string[] Actions =
        ["Expiration", "Transition", "NoncurrentVersionExpiration", "NoncurrentVersionTransition", "AbortIncompleteMultipartUpload"];

    public static void Check(XElement configuration)
    {
        var rules = configuration.Elements("Rule").ToList();
        if (rules.Count is 0 or > 1000) throw S3Errors.MalformedXml();
        var ids = rules.Select(r => r.Element("ID")?.Value).Where(id => id is { Length: > 0 }).ToList();
        if (ids.Distinct().Count() != ids.Count) throw S3Errors.InvalidArgument("Rule ID must be unique. Found same ID for more than one rule");
        if (ids.Any(id => id!.Length > 255)) throw S3Errors.InvalidArgument("ID length should not exceed allowed limit of 255");
        foreach (var rule in rules) CheckRule(rule);
    }

    static void CheckRule(XElement rule)
    {
        if (rule.Element("Status")?.Value is not ("Enabled" or "Disabled")) throw S3Errors.MalformedXml();
        var (filter, oldPrefix) = (rule.Element("Filter"), rule.Element("Prefix"));
        if ((filter is null) == (oldPrefix is null) || filter?.Elements().Count() > 1) throw S3Errors.MalformedXml();
        if (!Actions.Any(a => rule.Element(a) is not null)) throw S3Errors.InvalidRequest("At least one action needs to be specified in a rule");
        var prefix = filter?.Descendants("Prefix").FirstOrDefault()?.Value ?? oldPrefix?.Value ?? "";

        var expiration = rule.Element("Expiration");
        if (expiration is not null && expiration.Elements().Count() != 1) throw S3Errors.MalformedXml();
        var expireDays = Days(expiration, "Days", 1, "'Days' for Expiration action must be a positive integer");
        CheckTransitions(rule, expireDays, prefix);

        var noncurrent = rule.Element("NoncurrentVersionExpiration");
        if (noncurrent is not null && noncurrent.Element("NoncurrentDays") is null) throw S3Errors.MalformedXml();
        Days(noncurrent, "NoncurrentDays", 1, "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer");
        if (Days(noncurrent, "NewerNoncurrentVersions", 1, "'NewerNoncurrentVersions' must be a positive integer") > 100)
            throw S3Errors.InvalidArgument("'NewerNoncurrentVersions' must be at most 100");
        foreach (var transition in rule.Elements("NoncurrentVersionTransition"))
            Days(transition, "NoncurrentDays", 0, "'NoncurrentDays' for NoncurrentVersionTransition action must be nonnegative");

        var abort = rule.Element("AbortIncompleteMultipartUpload");
        Days(abort, "DaysAfterInitiation", 1, "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer");
        if (abort is not null && filter?.Descendants("Tag").Any() == true)
            throw S3Errors.InvalidRequest("AbortIncompleteMultipartUpload cannot be specified with Tags.");
    }

    static void CheckTransitions(XElement rule, int? expireDays, string prefix)
    {
        var transitions = rule.Elements("Transition")
            .Select(t => (Class: t.Element("StorageClass")?.Value ?? "",
                Days: Days(t, "Days", 0, "'Days' in Transition action must be nonnegative"))).ToList();
        if (transitions.Any(t => !Waterfall.Contains(t.Class))) throw S3Errors.MalformedXml();
        if (transitions.DistinctBy(t => t.Class).Count() != transitions.Count)
            throw S3Errors.InvalidArgument($"'StorageClass' must be different for 'Transition' actions in same 'Rule' with prefix '{prefix}'");

        foreach (var (storageClass, days) in transitions)
        {
            if (storageClass is "STANDARD_IA" or "ONEZONE_IA" && days < 30)
                throw S3Errors.InvalidArgument($"'Days' in Transition action must be greater than or equal to 30 for storageClass '{storageClass}'");
            if (days >= expireDays)
                throw S3Errors.InvalidArgument(
                    $"'Days' in the Expiration action for filter '(prefix={prefix})' must be greater than 'Days' in the Transition action");
        }

        var ordered = transitions.OrderBy(t => Array.IndexOf(Waterfall, t.Class)).ToList();
        for (var i = 1; i < ordered.Count; i++)
        {
            var (earlier, later) = (ordered[i - 1], ordered[i]);
            var apart = earlier.Class is "STANDARD_IA" or "ONEZONE_IA" ? 30 : 1;
            if (later.Days < earlier.Days + apart)
            {
                throw S3Errors.InvalidArgument($"'Days' in the 'Transition' action for StorageClass '{later.Class}' for filter '(prefix={prefix})' must be {apart} days more than "
                    + $"'filter '(prefix={prefix})'' in the 'Transition' action for StorageClass '{earlier.Class}'");
            }
        }
    }

    static int? Days(XElement? action, string name, int minimum, string sentence)
    {
        if (action?.Element(name)?.Value is not { } text) return null;
        if (!int.TryParse(text, CultureInfo.InvariantCulture, out var days)) throw S3Errors.MalformedXml();
        return days >= minimum ? days : throw S3Errors.InvalidArgument(sentence);
    }
}
