using System.Text.RegularExpressions;
using PlatformOperator.Api;
using PlatformOperator.Desired;
using PlatformOperator.Tests.Architecture;
using PlatformOperator.Tests.Controllers;

namespace PlatformOperator.Tests.Drift;

/// <summary>Nothing that the operator manages is left out of the rows.</summary>
public sealed partial class DriftCoverageTests
{
    // AWS takes no engine version back, so this one has a test of its own: EngineVersionTests.
    private static readonly string[] Irreversible = ["CacheDriver engineVersion"];

    [Fact]
    public void Every_field_that_a_driver_can_find_changed_has_a_row()
    {
        var found = Drivers().SelectMany(driver => FieldsOf(driver.Text).Select(field => $"{driver.Name} {field}")).Distinct().Except(Irreversible)
            .Order(StringComparer.Ordinal);

        var covered = DriftRows.ByName.Values.Where(row => row.Driver is not null && row.Field != "deleted").Select(row => $"{row.Driver} {row.Field}")
            .Distinct();

        Assert.Equal(found, covered.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_change_that_a_driver_yields_names_its_field_where_it_is_found() =>
        Assert.All(
            Drivers(),
            driver => Assert.Equal(Yields().Count(driver.Text), Yields().Matches(driver.Text).Count(yielded => Known().IsMatch(driver.Text[yielded.Index..]))));

    [Fact]
    public void Every_driver_whose_resource_can_vanish_has_a_row_for_that()
    {
        // A key without its alias is still there, and what a cache lies in cannot be deleted.
        string[] stay = ["KeyDriver", "SubnetGroupDriver"];

        Assert.Equal(
            Drivers().Select(driver => driver.Name).Except(stay),
            DriftRows.ByName.Values.Where(row => row is { Driver: not null, Field: "deleted" }).Select(row => row.Driver!).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_kind_of_object_that_the_operator_applies_has_rows()
    {
        var settings = new InstallationSettings
        {
            Installation = "i", DefaultRegion = New.Region, IngestionImage = "i", OidcProvider = "o", OperatorNamespace = "o",
        };
        var tenant = New.Tenant("acme");
        tenant.Status = new TenantStatus();
        var pipeline = (DataPipeline)DriftWorld.Pipeline.Resource;
        var parts = new PipelineParts
        {
            StreamName = "", StreamArn = "", StreamKeys = [], RawBucket = "", ProcessedBucket = "", ErrorsBucket = "", StorageKeys = [],
        };
        var workloads = PipelineRoles.All.SelectMany(role => PipelineWorkloads.For(pipeline, role, TenantContext.Of(tenant, settings), settings, parts));
        var applied = workloads.Concat(PipelineChildren.For(pipeline)).Concat(NamespaceObjects.Inside(tenant, "acme", settings))
            .Append(NamespaceObjects.Namespace(tenant, "acme"))
            .SelectMany(desired => new[] { $"{desired.Kind} {desired.Kind}", $"{desired.Kind} deleted" }).Distinct().Order(StringComparer.Ordinal);

        Assert.Equal(
            applied,
            DriftRows.ByName.Values.Where(row => row.Kind is not null).Select(row => $"{row.Kind} {row.Field}").Distinct().Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(string Name, string Text)> Drivers() => SourceTree.Sources("PlatformOperator")
        .Where(file => file.Key.StartsWith("Aws/", StringComparison.Ordinal) && file.Key.EndsWith("Driver.cs", StringComparison.Ordinal))
        .Select(file => (Path.GetFileNameWithoutExtension(file.Key), file.Value))
        .OrderBy(driver => driver.Item1, StringComparer.Ordinal);

    private static IEnumerable<string> FieldsOf(string source) => Changes().Matches(source).Select(match => match.Groups["field"].Value)
        .Concat(source.Contains("CacheTags.Changes(", StringComparison.Ordinal) ? ["tags"] : []);

    /// <summary>A change that is made from its field's name.</summary>
    [GeneratedRegex("""new(?: Change)?\(\s*"(?<field>\w+)"|Modify\(\s*spec, "(?<field>\w+)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Changes();

    [GeneratedRegex(@"yield return (?!change)", RegexOptions.None, 1000)]
    private static partial Regex Yields();

    [GeneratedRegex("""\Ayield return (new(?: Change)?\(\s*"|Modify\(\s*spec, "|rotation;)""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Known();
}
