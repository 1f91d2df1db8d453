using System.Text.Json.Nodes;

namespace PlatformOperator.Tests.Api;

/// <summary>What the API server refuses, and the words in which it does.</summary>
public class ValidationTests
{
    private const string Aws = """ "aws":{"accountId":"123456789012"} """;
    private const string Http = """ "source":{"http":{"apiKeySecretRef":{"name":"k"}}} """;
    private const string Schema = """ "schema":{"timestamp":"t","key":"s","fields":{"t":"Timestamp","s":"String","v":"Number"}} """;

    [Theory]
    [InlineData("Tenant", "{" + Aws + ""","network":{"allowedCidrs":["10.0.0.0/8","2001:db8::/32"]},"quota":{"cpu":8,"memory":"16Gi"}}""")]
    [InlineData("Tenant", """{"aws":{"accountId":"123456789012","roleArn":"arn:aws:iam::123456789012:role/p/x","externalId":"e-1","region":"us-gov-west-1"},"encryption":{"administrators":["arn:aws:iam::123456789012:role/sec/admin","arn:aws:iam::123456789012:user/ann"]}}""")]
    [InlineData("TenantBucket", """{"bucketName":"legacy.events","adopt":true}""")]
    [InlineData("TenantBucket", """{"lifecycle":{"transitions":[{"afterDays":0,"storageClass":"INTELLIGENT_TIERING"},{"afterDays":90,"storageClass":"GLACIER"}],"expireAfterDays":91}}""")]
    [InlineData("TenantBucket", """{"tags":{"Kostenstelle":"Zürich 4711","a:b/c":""}}""")]
    [InlineData(
        "DataStream", """{"mode":"Provisioned","shards":3,"retentionHours":8760,"shardLevelMetrics":["IncomingBytes"],"encryption":{"keyRef":{"name":"k"}}}""")]
    [InlineData("DataStream", """{"shards":null}""")]
    [InlineData("DataCache", """{"engine":"redis","engineVersion":"7.1","replicasPerPrimary":5,"maintenanceWindow":"sun:23:00-mon:01:30"}""")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","storage":{"processed":{"partitionBy":["s","date"]}},"transform":{"filter":[{"field":"s","in":["a",7]},{"field":"s","matches":"^a"},{"field":"v","equals":7},{"field":"t","between":[0,1.5]}]}}""")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"field":"anything","equals":"x"}]}}""")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema
            + ""","transform":{"filter":[{"any":[{"field":"v","between":[0,1]},{"field":"s","matches":"^a"}]},{"all":[{"field":"t","notNull":true}]}]}}""")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","transform":{"default":{"v":"0.5","s":7},"derive":[{"field":"day","from":"t","part":"Weekday"}],"rename":{"v":"w","x":"y"},"drop":["s","z"]}}""")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"default":{"anything":1},"rename":{"a":"b"},"drop":["c"]}}""")]
    [InlineData("DataPipeline", "{" + Http + ""","schema":{"timestamp":"t","fields":{"t":"Timestamp"},"timestampFormats":{"t":"dd.MM.yyyy HH:mm"}}}""")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://api.example.org/v1?x=1","interval":"30s","items":"$.docs","cursor":{"parameter":"after","path":"$.next"},"headersSecretRef":{"name":"h"}}}}""")]
    [InlineData("DataPipeline", "{" + Schema + ""","source":{"poll":{"url":"https://api.example.org:8443/v1","items":"$['data set'][0].items","since":{"parameter":"filter[from]","initial":"2026-01-01","format":"Date"},"nextPage":{"path":"$.meta.next"}}}}""")]
    public void Good_manifests_pass(string kind, string spec) => Assert.Empty(ServedSchemas.Complaints(ServedSchemas.Manifest(kind, spec)));

    [Theory]
    [InlineData("Tenant", "{}", "spec.aws")]
    [InlineData("Tenant", """{"aws":{"accountId":"12345"}}""", "spec.aws.accountId")]
    [InlineData("Tenant", "{" + Aws + ""","namespaces":["acme","acme"]}""", "Duplicate value")]
    [InlineData("Tenant", "{" + Aws + ""","namespaces":["Acme"]}""", "spec.namespaces[0]")]
    [InlineData(
        "Tenant",
        "{" + Aws + ""","encryption":{"administrators":["arn:aws:iam::210987654321:role/x"]}}""",
        "administrators must be users or roles of aws.accountId")]
    [InlineData("Tenant", "{" + Aws + ""","encryption":{"administrators":["arn:aws:iam::123456789012:role/*"]}}""", "administrators[0]")]
    [InlineData("Tenant", "{" + Aws + ""","encryption":{"administrators":["*"]}}""", "administrators[0]")]
    [InlineData("Tenant", "{" + Aws + ""","encryption":{"rotationPeriodDays":89}}""", "greater than or equal to 90")]
    [InlineData("Tenant", "{" + Aws + ""","encryption":{"deletionWindowDays":31}}""", "less than or equal to 30")]
    [InlineData(
        "Tenant", """{"aws":{"accountId":"123456789012","roleArn":"arn:aws:iam::210987654321:role/x"}}""", "aws.roleArn must be a role of aws.accountId")]
    [InlineData("Tenant", """{"aws":{"accountId":"123456789012","externalId":"abc"}}""", "aws.externalId needs aws.roleArn")]
    [InlineData("Tenant", "{" + Aws + ""","tags":{"aws:x":"y"}}""", "reserved")]
    [InlineData("Tenant", "{" + Aws + ""","tags":{"dataplatform.dev/tenant":"other"}}""", "reserved")]
    [InlineData("Tenant", "{" + Aws + ""","network":{"allowedCidrs":["10.0.0.0"]}}""", "allowedCidrs[0]")]
    [InlineData("Tenant", "{" + Aws + ""","quota":{"memory":"a lot"}}""", "spec.quota.memory")]
    [InlineData("EncryptionKey", """{"rotationPeriodDays":2561}""", "less than or equal to 2560")]
    [InlineData("EncryptionKey", """{"deletionPolicy":"Keep"}""", "Unsupported value: \"Keep\"")]
    [InlineData("TenantBucket", """{"bucketName":"Has-Capitals"}""", "spec.bucketName")]
    [InlineData("TenantBucket", """{"bucketName":"a..b"}""", "two periods in a row")]
    [InlineData("TenantBucket", """{"bucketName":"ab"}""", "spec.bucketName")]
    [InlineData("TenantBucket", """{"adopt":true}""", "adopt needs the bucketName")]
    [InlineData("TenantBucket", """{"bucketName":"legacy","adopt":true,"deletionPolicy":"Delete"}""", "an adopted bucket cannot have deletionPolicy Delete")]
    [InlineData(
        "TenantBucket",
        """{"lifecycle":{"transitions":[{"afterDays":90,"storageClass":"GLACIER"},{"afterDays":30,"storageClass":"STANDARD_IA"}]}}""",
        "in order of rising afterDays")]
    [InlineData(
        "TenantBucket",
        """{"lifecycle":{"transitions":[{"afterDays":90,"storageClass":"GLACIER"},{"afterDays":90,"storageClass":"DEEP_ARCHIVE"}]}}""",
        "must differ in afterDays")]
    [InlineData(
        "TenantBucket",
        """{"lifecycle":{"transitions":[{"afterDays":90,"storageClass":"GLACIER"}],"expireAfterDays":90}}""",
        "expireAfterDays must come after the last transition")]
    [InlineData("TenantBucket", """{"lifecycle":{"transitions":[{"afterDays":29,"storageClass":"STANDARD_IA"}]}}""", "after 30 days at the earliest")]
    [InlineData("TenantBucket", """{"lifecycle":{"expireAfterDays":0}}""", "greater than or equal to 1")]
    [InlineData("TenantBucket", """{"encryption":{"keyRef":{"name":"other/key"}}}""", "spec.encryption.keyRef.name")]
    [InlineData("DataStream", """{"mode":"OnDemand","shards":2}""", "shards can be set only with mode Provisioned")]
    [InlineData("DataStream", """{"mode":"Provisioned"}""", "mode Provisioned needs shards")]
    [InlineData("DataStream", """{"retentionHours":0}""", "greater than or equal to 24")]
    [InlineData("DataStream", """{"shardLevelMetrics":["Everything"]}""", "Unsupported value")]
    [InlineData("DataCache", """{"engine":"memcached"}""", "Unsupported value")]
    [InlineData("DataCache", """{"nodeType":"db.t4g.micro"}""", "spec.nodeType")]
    [InlineData("DataCache", """{"replicasPerPrimary":6}""", "less than or equal to 5")]
    [InlineData("DataCache", """{"maintenanceWindow":"sun:25:00-sun:26:00"}""", "spec.maintenanceWindow")]
    [InlineData("DataPipeline", """{"source":{}}""", "source needs exactly one of http and poll")]
    [InlineData(
        "DataPipeline",
        """{"source":{"http":{"apiKeySecretRef":{"name":"k"}},"poll":{"url":"https://example.org/"}}}""",
        "source needs exactly one of http and poll")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"http://example.org/"}}}""", "spec.source.poll.url")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://example.org/","items":"$..docs"}}}""", "spec.source.poll.items")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://example.org/","items":"$.docs[*]"}}}""", "spec.source.poll.items")]
    [InlineData(
        "DataPipeline",
        "{" + Schema + ""","source":{"poll":{"url":"https://example.org/","cursor":{"parameter":"a","path":"$.a"},"since":{"parameter":"s"}}}}""",
        "only one of cursor and since")]
    [InlineData(
        "DataPipeline",
        """{"source":{"poll":{"url":"https://example.org/","cursor":{"parameter":"a","path":"$.a"},"nextPage":{"path":"$.next"}}}}""",
        "a cursor leads to the next page already")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://example.org/","since":{"parameter":"s"}}}}""", "since needs a schema")]
    [InlineData("DataPipeline", """{"source":{"poll":{"url":"https://user:password@example.org/"}}}""", "spec.source.poll.url")]
    [InlineData("DataPipeline", "{" + Http + ""","stream":{"shards":2}}""", "shards can be set only with mode Provisioned")]
    [InlineData("DataPipeline", "{" + Http + ""","schema":{"timestamp":"x","fields":{"t":"Timestamp"}}}""", "schema.timestamp must be one of schema.fields")]
    [InlineData("DataPipeline", "{" + Http + ""","schema":{"timestamp":"t","fields":{"t":"String"}}}""", "of type Timestamp")]
    [InlineData(
        "DataPipeline", "{" + Http + ""","schema":{"timestamp":"t","key":"k","fields":{"t":"Timestamp"}}}""", "schema.key must be one of schema.fields")]
    [InlineData("DataPipeline", "{" + Http + ""","schema":{"timestamp":"t","id":"k","fields":{"t":"Timestamp"}}}""", "schema.id must be one of schema.fields")]
    [InlineData("DataPipeline", "{" + Http + ""","schema":{"timestamp":"t","fields":{"t":"Date"}}}""", "Unsupported value: \"Date\"")]
    [InlineData(
        "DataPipeline", "{" + Http + ""","transform":{"filter":[{"field":"v"}]}}""", "exactly one of notNull, between, in, equals, matches, any and all")]
    [InlineData(
        "DataPipeline",
        "{" + Http + ""","transform":{"filter":[{"field":"v","notNull":true,"in":["a"]}]}}""",
        "exactly one of notNull, between, in, equals, matches, any and all")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"field":"v","notNull":false}]}}""", "notNull can only be true")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"field":"v","between":[2,1]}]}}""", "between needs a lower and an upper bound")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"field":"v","between":[2]}]}}""", "spec.transform.filter[0].between")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"filter":[{"field":"x","notNull":true}]}}""",
        "filter names a field that schema.fields does not have")]
    [InlineData(
        "DataPipeline", "{" + Http + "," + Schema + ""","transform":{"filter":[{"field":"v","matches":"1"}]}}""", "matches needs a field of type String")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"filter":[{"field":"s","between":[1,2]}]}}""",
        "between needs a field of type Number, Integer or Timestamp")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"notNull":true}]}}""", "a filter entry needs field")]
    [InlineData(
        "DataPipeline",
        "{" + Http + ""","transform":{"filter":[{"field":"v","any":[{"field":"v","notNull":true}]}]}}""",
        "a filter entry needs field, unless it is a group")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"any":[{"field":"v"}]}]}}""", "an entry of a group needs exactly one")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"filter":[{"any":[]}]}}""", "spec.transform.filter[0].any")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"filter":[{"any":[{"field":"x","notNull":true}]}]}}""",
        "filter names a field that schema.fields does not have")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"filter":[{"all":[{"field":"v","matches":"1"}]}]}}""",
        "matches needs a field of type String")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"filter":[{"any":[{"field":"s","between":[1,2]}]}]}}""",
        "between needs a field of type Number, Integer or Timestamp")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","transform":{"default":{"x":1}}}""", "default names a field that schema.fields does not have")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"default":{"":1}}}""", "field names have 1 to 128 characters")]
    [InlineData("DataPipeline", "{" + Http + ""","transform":{"derive":[{"field":"day","from":"t","part":"Day"}]}}""", "derive makes a field")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","transform":{"derive":[{"field":"day","from":"s","part":"Day"}]}}""", "derive makes a field")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","transform":{"derive":[{"field":"v","from":"t","part":"Day"}]}}""", "derive makes a field")]
    [InlineData("DataPipeline", "{" + Http + "," + Schema + ""","transform":{"rename":{"x":"v"}}}""", "rename gives a name that schema.fields has")]
    [InlineData(
        "DataPipeline",
        "{" + Http + ""","schema":{"timestamp":"t","fields":{"t":"Timestamp","s":"String"},"timestampFormats":{"s":"yyyy-MM-dd"}}}""",
        "timestampFormats names fields of schema.fields")]
    [InlineData("DataPipeline", "{" + Http + ""","storage":{"processed":{"partitionBy":["s"]}}}""", "partitionBy takes date and fields of schema.fields")]
    [InlineData(
        "DataPipeline",
        "{" + Http + ""","storage":{"raw":{"transitions":[{"afterDays":60,"storageClass":"GLACIER"}],"expireAfterDays":30}}}""",
        "expireAfterDays must come after the last transition")]
    [InlineData(
        "DataPipeline", "{" + Http + ""","transform":{"aggregate":{"window":"1h","metrics":[{"name":"n","count":"v"}]}}}""", "aggregate needs a schema")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1h","by":["x"],"metrics":[{"name":"n","count":"v"}]}}}""",
        "aggregate.by names a field")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1h","metrics":[{"name":"n","average":"s"}]}}}""",
        "over those of type Number or Integer")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1h","metrics":[{"name":"n","average":"v","sum":"v"}]}}}""",
        "exactly one of average, sum, count, min and max")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1 hour","metrics":[{"name":"n","sum":"v"}]}}}""",
        "spec.transform.aggregate.window")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1h","by":["s"],"metrics":[{"name":"s","sum":"v"}]}}}""",
        "their names must differ")]
    [InlineData(
        "DataPipeline",
        "{" + Http + "," + Schema + ""","transform":{"aggregate":{"window":"1h","metrics":[{"name":"window_end","sum":"v"}]}}}""",
        "their names must differ")]
    [InlineData("DataPipeline", "{" + Http + ""","ingestion":{"replicas":{"min":3,"max":2}}}""", "max must not be lower than min")]
    public void Bad_manifests_are_refused_with_a_reason(string kind, string spec, string reason) => Assert.Contains(
        ServedSchemas.Complaints(ServedSchemas.Manifest(kind, spec)), complaint => complaint.Contains(reason, StringComparison.Ordinal));

    [Theory]
    [InlineData("Tenant", "{" + Aws + "}", """{"aws":{"accountId":"210987654321"}}""", "aws.accountId is immutable")]
    [InlineData("Tenant", "{" + Aws + "}", """{"aws":{"accountId":"123456789012","region":"eu-west-1"}}""", "aws.region is immutable")]
    [InlineData("Tenant", """{"aws":{"accountId":"123456789012","region":"eu-west-1"}}""", "{" + Aws + "}", "aws.region is immutable")]
    [InlineData("Tenant", "{" + Aws + "}", "{" + Aws + ""","encryption":{"keys":"PerService"}}""", "encryption.keys is immutable")]
    [InlineData("TenantBucket", "{}", """{"bucketName":"chosen-later"}""", "bucketName is immutable")]
    [InlineData("TenantBucket", """{"bucketName":"one"}""", """{"bucketName":"two"}""", "bucketName is immutable")]
    [InlineData("TenantBucket", """{"bucketName":"one"}""", "{}", "bucketName is immutable")]
    [InlineData("DataCache", """{"engine":"redis"}""", """{"engine":"valkey"}""", "engine is immutable")]
    [InlineData("DataPipeline", "{" + Http + ""","cache":{}}""", "{" + Http + ""","cache":{"engine":"redis"}}""", "engine is immutable")]
    public void What_cannot_change_is_not_changed(string kind, string old, string changed, string reason)
    {
        Assert.Contains(
            ServedSchemas.Complaints(ServedSchemas.Manifest(kind, changed), ServedSchemas.Manifest(kind, old)),
            complaint => complaint.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(ServedSchemas.Complaints(ServedSchemas.Manifest(kind, old), ServedSchemas.Manifest(kind, old)));
    }

    [Theory]
    [InlineData("TenantBucket", "has.dots", "metadata.name must have at most 63")]
    [InlineData("DataPipeline", "a-name-that-is-longer-than-fifty-characters-is-too-long", "metadata.name must have at most 50")]
    public void Names_that_AWS_names_could_not_be_made_from_are_refused(string kind, string name, string reason)
    {
        JsonObject Named(string value) => ServedSchemas.Manifest(kind, kind == "DataPipeline" ? "{" + Http + "}" : "{}", value);

        Assert.Contains(ServedSchemas.Complaints(Named(name)), complaint => complaint.Contains(reason, StringComparison.Ordinal));
        Assert.Empty(ServedSchemas.Complaints(Named("fine")));
    }

    [Fact]
    public void Unknown_fields_are_noticed()
    {
        ServedSchemas.Stored(ServedSchemas.Manifest("DataStream", """{"shardz":2}"""), out var unknown);

        Assert.Equal(["spec.shardz"], unknown);
    }
}
