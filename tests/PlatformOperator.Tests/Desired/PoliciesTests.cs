using System.Text.Json.Nodes;
using PlatformOperator.Desired;

namespace PlatformOperator.Tests.Desired;

public class PoliciesTests
{
    private const string Account = "123456789012";
    private const string Region = "eu-west-1";
    private const string Key = "arn:aws:kms:eu-west-1:123456789012:key/1111";

    private static readonly Owner Owner = new("prod", "acme", "DataPipeline", "acme", "sensors", "ingest");

    private static readonly PipelineParts Parts = new()
    {
        StreamName = "s",
        StreamArn = "arn:aws:kinesis:eu-west-1:123456789012:stream/s",
        StreamKeys = [Key, "arn:aws:kms:eu-west-1:123456789012:key/0000"],
        RawBucket = "raw",
        ProcessedBucket = "processed",
        ErrorsBucket = "errors",
        StorageKeys = [Key],
    };

    [Fact]
    public void Administrators_of_a_key_can_neither_use_it_nor_give_themselves_its_use()
    {
        var statements = Statements(Policies.Key(Region, Account, ["arn:aws:iam::123456789012:role/admin"]));

        var actions = Texts(statements[1]["Action"]);
        Assert.Equal("arn:aws:iam::123456789012:role/admin", statements[1]["Principal"]!["AWS"]!.ToString());
        Assert.DoesNotContain(actions, action =>
            action.Contains('*', StringComparison.Ordinal)
            || action is "kms:Decrypt" or "kms:Encrypt" or "kms:GenerateDataKey" or "kms:CreateGrant" or "kms:PutKeyPolicy" or "kms:ReEncryptFrom");
        Assert.Equal("arn:aws:iam::123456789012:root", statements[0]["Principal"]!["AWS"]!.ToString());
    }

    [Fact]
    public void Without_administrators_a_key_policy_has_the_account_alone() =>
        Assert.Single(Statements(Policies.Key(Region, Account, [])));

    [Fact]
    public void No_key_policy_names_everybody() =>
        Assert.DoesNotContain(
            "\"*\":", Policies.Key(Region, Account, []).Replace("\"Resource\":\"*\"", "", StringComparison.Ordinal), StringComparison.Ordinal);

    [Fact]
    public void A_bucket_refuses_headers_that_differ_only_where_they_are_sent()
    {
        foreach (var statement in Statements(Policies.Bucket(Region, "b", Key)).Where(statement => statement["Sid"]!.ToString() != "DenyPlainHttp"))
        {
            Assert.Equal("Deny", statement["Effect"]!.ToString());
            Assert.Equal("s3:PutObject", statement["Action"]!.ToString());
            Assert.Equal("false", Assert.Single(statement["Condition"]!["Null"]!.AsObject()).Value!.ToString());
        }
    }

    [Fact]
    public void A_role_trusts_exactly_one_service_account()
    {
        var statement = Assert.Single(Statements(Policies.Trust(Region, Account, "oidc.example/id/1", "acme", "sensors-ingest")));

        Assert.Equal("arn:aws:iam::123456789012:oidc-provider/oidc.example/id/1", statement["Principal"]!["Federated"]!.ToString());
        Assert.Equal(
            """{"oidc.example/id/1:aud":"sts.amazonaws.com","oidc.example/id/1:sub":"system:serviceaccount:acme:sensors-ingest"}""",
            statement["Condition"]!["StringEquals"]!.ToJsonString());
        Assert.Single(statement["Condition"]!.AsObject());
    }

    [Fact]
    public void Roles_of_pods_have_no_wildcard_but_the_objects_of_their_own_buckets()
    {
        foreach (var statement in Statements(Policies.Ingest(Region, Parts, Owner)).Concat(Statements(Policies.Process(Region, Parts, Owner))))
        {
            Assert.DoesNotContain(Texts(statement["Action"]), action => action.Contains('*', StringComparison.Ordinal));
            foreach (var resource in Texts(statement["Resource"]).Where(resource => resource.Contains('*', StringComparison.Ordinal)))
                Assert.True(resource.EndsWith("/data/*", StringComparison.Ordinal) || resource is "arn:aws:s3:::processed/_state/*" or "arn:aws:s3:::processed/_state/aggregates/*" or "arn:aws:s3:::processed/aggregates/*", resource);
            if (Texts(statement["Action"]).Any(action => action.StartsWith("kms:", StringComparison.Ordinal)))
            {
                var tests = statement["Condition"]!["StringEquals"]!;
                Assert.Matches("^(kinesis|s3)\\.eu-west-1\\.amazonaws\\.com$", tests["kms:ViaService"]!.ToString());
                Assert.Equal(
                    ("prod", "acme"),
                    (tests["aws:ResourceTag/dataplatform.dev/installation"]!.ToString(), tests["aws:ResourceTag/dataplatform.dev/tenant"]!.ToString()));
            }
        }
    }

    [Fact]
    public void Process_may_still_decrypt_with_a_former_key_but_ingest_encrypts_with_the_present_one()
    {
        Assert.Contains("key/0000", Policies.Process(Region, Parts, Owner), StringComparison.Ordinal);
        Assert.DoesNotContain("key/0000", Policies.Ingest(Region, Parts, Owner), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cn-north-1", "arn:aws-cn:", "kinesis.cn-north-1.amazonaws.com.cn")]
    [InlineData("us-gov-west-1", "arn:aws-us-gov:", "kinesis.us-gov-west-1.amazonaws.com")]
    public void Other_partitions_have_their_own_names(string region, string arn, string service)
    {
        Assert.Contains(arn, Policies.Key(region, Account, []), StringComparison.Ordinal);
        Assert.Contains($"\"{service}\"", Policies.Ingest(region, Parts, Owner), StringComparison.Ordinal);
    }

    [Theory]
    // A list of one as a text, and the other way round.
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"r"}]}""",
        """{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":["r"]}}""")]
    // Order of lists, of members and of statements.
    [InlineData("""{"Version":"2012-10-17","Statement":[{"Sid":"a","Action":["x:B","x:A"],"Resource":["2","1"]},{"Sid":"b","Action":"x:C"}]}""",
        """{"Statement":[{"Action":"x:C","Sid":"b"},{"Resource":["1","2"],"Action":["x:A","x:B"],"Sid":"a"}],"Version":"2012-10-17"}""")]
    // An account and its root; everybody, written in two ways.
    [InlineData("""{"Statement":[{"Principal":{"AWS":"123456789012"}}]}""", """{"Statement":[{"Principal":{"AWS":["arn:aws:iam::123456789012:root"]}}]}""")]
    [InlineData("""{"Statement":[{"Principal":"*"}]}""", """{"Statement":[{"Principal":{"AWS":"*"}}]}""")]
    // Truth as a word and as a text; case of condition keys and actions; the version that is meant where none is given.
    [InlineData("""{"Statement":[{"Condition":{"Bool":{"aws:SecureTransport":false}}}]}""",
        """{"Version":"2008-10-17","Statement":[{"Condition":{"Bool":{"aws:securetransport":["false"]}}}]}""")]
    [InlineData("""{"Statement":[{"Action":"S3:putObject"}]}""", """{"Statement":[{"Action":"s3:PutObject"}]}""")]
    public void Policies_that_mean_the_same_are_equivalent(string a, string b)
    {
        Assert.True(Policies.AreEquivalent(a, b));
        Assert.True(Policies.AreEquivalent(b, a));
    }

    [Theory]
    [InlineData("""{"Statement":[{"Effect":"Allow","Action":"x:A"}]}""", """{"Statement":[{"Effect":"Deny","Action":"x:A"}]}""")]
    [InlineData("""{"Statement":[{"Action":"x:A"}]}""", """{"Statement":[{"NotAction":"x:A"}]}""")]
    [InlineData("""{"Statement":[{"Resource":"arn:aws:s3:::B"}]}""", """{"Statement":[{"Resource":"arn:aws:s3:::b"}]}""")]
    [InlineData("""{"Statement":[{"Action":"x:A"}]}""", """{"Statement":[{"Action":"x:A","Condition":{"Bool":{"k":"true"}}}]}""")]
    [InlineData("""{"Statement":[{"Principal":{"AWS":"arn:aws:iam::123456789012:role/root"}}]}""", """{"Statement":[{"Principal":{"AWS":"123456789012"}}]}""")]
    [InlineData("""{"Statement":[{"Condition":{"StringEquals":{"k":"V"}}}]}""", """{"Statement":[{"Condition":{"StringEquals":{"k":"v"}}}]}""")]
    [InlineData("""{"Version":"2012-10-17","Statement":[]}""", """{"Statement":[]}""")]
    [InlineData("not JSON", """{"Statement":[]}""")]
    [InlineData("""{"Statement":[]}""", "[]")]
    public void Policies_that_differ_are_not(string a, string b)
    {
        Assert.False(Policies.AreEquivalent(a, b));
        Assert.False(Policies.AreEquivalent(b, a));
    }

    [Fact]
    public void Our_own_policies_survive_what_AWS_does_to_them()
    {
        foreach (var policy in new[] { Policies.Key(Region, Account, ["arn:aws:iam::123456789012:role/b", "arn:aws:iam::123456789012:role/a"]), Policies.Bucket(Region, "b", Key), Policies.Process(Region, Parts, Owner) })
            Assert.True(Policies.AreEquivalent(policy, Reordered(JsonNode.Parse(policy)!).ToJsonString(new() { WriteIndented = true })));
    }

    private static JsonNode Reordered(JsonNode node) => node switch
    {
        JsonObject members => new JsonObject(members.Reverse().Select(member => KeyValuePair.Create(member.Key, (JsonNode?)Reordered(member.Value!)))),
        JsonArray list => new JsonArray([.. list.Reverse().Select(item => Reordered(item!))]),
        _ => node.DeepClone(),
    };

    private static JsonNode[] Statements(string policy) => [.. JsonNode.Parse(policy)!["Statement"]!.AsArray().Select(statement => statement!)];

    private static string[] Texts(JsonNode? node) => node is JsonArray list ? [.. list.Select(item => item!.ToString())] : [node!.ToString()];
}
