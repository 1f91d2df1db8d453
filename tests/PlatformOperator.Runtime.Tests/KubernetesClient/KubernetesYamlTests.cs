using System.Text.Json.Nodes;
using k8s;
using k8s.Models;
using YamlDotNet.Core;

namespace PlatformOperator.Runtime.Tests.Client;

public sealed class KubernetesYamlTests
{
    private static string Json(string yaml) => KubernetesYaml.Deserialize<JsonNode?>(yaml)?.ToJsonString() ?? "null";

    [Theory]
    [InlineData("yes", "true")]
    [InlineData("off", "false")]
    [InlineData("'yes'", "\"yes\"")]
    [InlineData("\"no\"", "\"no\"")]
    [InlineData("yesterday", "\"yesterday\"")]
    [InlineData("1e3", "1000")]
    [InlineData("'1e3'", "\"1e3\"")]
    [InlineData("0123", "83")]
    [InlineData("0644", "420")]
    [InlineData("0o644", "420")]
    [InlineData("0x1F", "31")]
    [InlineData("0b11", "3")]
    [InlineData("089", "89")]
    [InlineData("'0123'", "\"0123\"")]
    [InlineData("-12", "-12")]
    [InlineData("1_000", "1000")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("1.50", "1.5")]
    [InlineData(".5", "0.5")]
    [InlineData("1.2.3", "\"1.2.3\"")]
    [InlineData("500m", "\"500m\"")]
    [InlineData("1e400", "\"1e400\"")]
    [InlineData("2026-01-01", "\"2026-01-01\"")]
    [InlineData("12:30:45", "\"12:30:45\"")]
    [InlineData("~", "null")]
    [InlineData("null", "null")]
    [InlineData("''", "\"\"")]
    [InlineData("!!str 5", "\"5\"")]
    [InlineData("{}", "{}")]
    [InlineData("[]", "[]")]
    public void Scalars_mean_what_they_mean_to_kubectl(string scalar, string json) => Assert.Equal($$"""{"v":{{json}}}""", Json($"v: {scalar}\n"));

    [Fact]
    public void Scalars_are_what_kubectl_made_of_them()
    {
        // The first line went through "kubectl annotate --local -o json", kubectl 1.32; the second is its answer.
        const string Yaml = """[yes, off, y, n, On, 'yes', 1e3, 0123, 0644, 0o644, 0x1F, 0b11, 089, -12, 1_000, 9223372036854775807, 9223372036854775808, 1.50, .5, 5., 1.2.3, 500m, 1e400, 2026-01-01, 12:30:45, ~, "a\u0085b", !!str 5, +5, -0x10, 0x, 1__0, 1_0.5, 0_7, 00, 0, -0, Yes, oN]""";
        const string Answer = """[true, false, true, false, true, "yes", 1000, 83, 420, 420, 31, 3, 89, -12, 1000, 9223372036854775807, 9223372036854776000, 1.5, 0.5, 5, "1.2.3", "500m", "1e400", "2026-01-01", "12:30:45", null, "a\u0085b", "5", 5, -16, "0x", 10, 10.5, 7, 0, 0, 0, true, "oN"]""";

        var read = KubernetesYaml.Deserialize<JsonArray>(Yaml);

        foreach (var (ours, theirs) in read.Zip(JsonNode.Parse(Answer)!.AsArray()))
            Assert.True(JsonNode.DeepEquals(ours, theirs) || (double)ours! == (double)theirs!, $"{ours?.ToJsonString()} is not {theirs?.ToJsonString()}");
        Assert.Equal(39, read.Count);
    }

    [Fact]
    public void Blocks_anchors_and_merges_are_read() => Assert.Equal(
        """{"base":{"a":1,"b":2},"copy":{"b":3,"a":1},"text":"one\ntwo\n","folded":"one two"}""",
        Json("""
            base: &base { a: 1, b: 2 }
            copy: { <<: *base, b: 3 }
            text: |
              one
              two
            folded: >-
              one
              two
            """));

    [Theory]
    [InlineData("yes")]
    [InlineData("No")]
    [InlineData("1e3")]
    [InlineData("0123")]
    [InlineData("0x10")]
    [InlineData("1_000")]
    [InlineData("12:30")]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData("~")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("2026-01-01T00:00:00Z")]
    [InlineData("- a")]
    [InlineData("a: b")]
    [InlineData("a #b")]
    [InlineData("#a")]
    [InlineData("*a")]
    [InlineData("&a")]
    [InlineData("!a")]
    [InlineData("{a}")]
    [InlineData("[a")]
    [InlineData("%a")]
    [InlineData("@a")]
    [InlineData("`a`")]
    [InlineData("'a'")]
    [InlineData("\"a\"")]
    [InlineData("a\\b")]
    [InlineData("a\tb")]
    [InlineData("\ta")]
    [InlineData("one\ntwo")]
    [InlineData("one\ntwo\n")]
    [InlineData("one\n\n\ntwo\n\n")]
    [InlineData("\n")]
    [InlineData("\none")]
    [InlineData("  one\ntwo")]
    [InlineData("one \ntwo")]
    [InlineData("one\n  two\n\tthree")]
    [InlineData("one\r\ntwo")]
    [InlineData("a\u0007b")]
    [InlineData("a\u0085b\u2028c")]
    [InlineData("naïve 日本 😀")]
    [InlineData("one\n😀\n")]
    [InlineData("---")]
    [InlineData("...")]
    [InlineData("--- a")]
    [InlineData("<<")]
    [InlineData("=")]
    [InlineData("a:")]
    [InlineData("- ")]
    [InlineData("?")]
    public void Strings_stay_strings(string text)
    {
        var value = new Dictionary<string, object> { ["v"] = text, [text] = "key", ["l"] = new[] { text } };

        var yaml = KubernetesYaml.Serialize(value);

        Assert.Equal(KubernetesJson.Serialize(value), Json(yaml));
    }

    [Fact]
    public void Any_string_stays_as_it_is()
    {
        // The characters that YAML gives a meaning to, in every short order.
        const string Alphabet = "a0-:#\n \t'\"\\,[{|>&*!%@?~=.<\r";
        var random = new Random(20260101);
        for (var round = 0; round < 5000; round++)
        {
            var text = new string([.. Enumerable.Range(0, random.Next(1, 8)).Select(_ => Alphabet[random.Next(Alphabet.Length)])]);
            var value = new Dictionary<string, object> { ["v"] = text, ["l"] = new object[] { text, new Dictionary<string, string> { ["k"] = text } } };
            Assert.Equal(KubernetesJson.Serialize(value), Json(KubernetesYaml.Serialize(value)));
        }
    }

    [Fact]
    public void YAML_is_written_as_people_write_it() => Assert.Equal(
        """
        metadata:
          name: a
          labels: {}
        spec:
          items:
          - name: yes-man
            count: 3
            ratio: 0.5
            on: true
            version: "1.0"
          none: []
          script: |
            set -e
            run

        """.ReplaceLineEndings("\n"),
        KubernetesYaml.Serialize(new
        {
            metadata = new { name = "a", labels = new Dictionary<string, string>() },
            spec = new
            {
                items = new[] { new Dictionary<string, object> { ["name"] = "yes-man", ["count"] = 3, ["ratio"] = 0.5, ["on"] = true, ["version"] = "1.0" } },
                none = Array.Empty<string>(),
                script = "set -e\nrun\n",
            },
        }).Replace("\"on\"", "on", StringComparison.Ordinal));

    [Fact]
    public void Documents_become_objects_of_their_kinds_and_back()
    {
        const string Yaml = """
            # leading comment
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: settings }
            data: { mode: "0644", text: "a\nb" }
            ---
            ---
            apiVersion: example.com/v1beta1
            kind: Widget
            metadata: { name: w }
            spec: { size: 3 }
            """;
        var types = new Dictionary<string, Type> { ["example.com/v1beta1/Widget"] = typeof(Widget) };

        var objects = KubernetesYaml.LoadAllFromString(Yaml, types);
        var again = KubernetesYaml.LoadAllFromString(KubernetesYaml.SerializeAll(objects), types);

        foreach (var found in new[] { objects, again })
        {
            Assert.Equal(2, found.Count);
            Assert.Equal("0644", Assert.IsType<V1ConfigMap>(found[0]).Data!["mode"]);
            Assert.Equal("a\nb", ((V1ConfigMap)found[0]).Data!["text"]);
            Assert.Equal(3, Assert.IsType<Widget>(found[1]).Spec.Size);
        }
    }

    [Fact]
    public void A_document_of_an_unknown_kind_is_named()
    {
        var error = Assert.Throws<System.Text.Json.JsonException>(() => KubernetesYaml.LoadAllFromString("apiVersion: x/v1\nkind: 'Y'"));
        Assert.Contains("kind Y of x/v1", error.Message, StringComparison.Ordinal);
        Assert.Throws<System.Text.Json.JsonException>(() => KubernetesYaml.LoadAllFromString("a: b"));
    }

    [Fact]
    public void Strictness_refuses_unknown_fields()
    {
        const string Yaml = "metadata: { name: w }\nspec: { colour: red, weight: 3 }";

        Assert.Equal("red", KubernetesYaml.Deserialize<Widget>(Yaml).Spec.Colour);
        var error = Assert.Throws<System.Text.Json.JsonException>(() => KubernetesYaml.Deserialize<Widget>(Yaml, strict: true));
        Assert.Contains("weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Duplicate_keys_and_aliases_that_explode_are_refused()
    {
        Assert.ThrowsAny<YamlException>(() => Json("a: 1\na: 2"));
        var bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\n" + string.Join('\n', Enumerable.Range(0, 9).Select(i =>
        {
            var (name, before) = ((char)('b' + i), (char)('a' + i));
            return $"{name}: &{name} [{string.Join(',', Enumerable.Repeat($"*{before}", 10))}]";
        }));
        Assert.ThrowsAny<YamlException>(() => Json(bomb));
        Assert.ThrowsAny<YamlException>(() => Json("a: &a [*a]"));
    }
}
