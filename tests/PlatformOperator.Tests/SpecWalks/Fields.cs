using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace PlatformOperator.Tests.SpecWalks;

/// <summary>Edits of single fields, within their bounds and outside.</summary>
internal static class Fields
{
    public static JsonNode? Json(object? value) => JsonSerializer.SerializeToNode(value);

    public static Edit Taken(string path, object? value) => new(Verdict.Taken, (path, Json(value)));

    public static Edit Refused(string path, object? value) => new(Verdict.Refused, (path, Json(value)));

    public static Edit Blocked(string reason, string path, object? value) => new(Verdict.Blocked, (path, Json(value))) { Reason = reason };

    /// <summary>A field with these values; most edits stay within.</summary>
    public static Gen<Edit> Field(string path, object?[] within, params object?[] outside) =>
        Mixed(Gen.Elements(within).Select(value => Taken(path, value)), Gen.Elements(outside).Select(value => Refused(path, value)));

    public static Gen<Edit> Mixed(Gen<Edit> within, Gen<Edit> outside) => Gen.Frequency((4, within), (1, outside));

    /// <summary>Now and then an edit that the operator does not carry out.</summary>
    public static Gen<Edit> Or(Gen<Edit> edits, params Edit[] blocked) => Gen.Frequency((5, edits), (1, Gen.Elements(blocked)));

    /// <summary>A field that is fixed from the start.</summary>
    public static Gen<Edit> Fixed(string path, params object?[] others) => Gen.Elements(others).Select(value => Refused(path, value));

    public static Gen<Edit> Number(string path, int min, int max) => Mixed(
        Gen.OneOf(Gen.Elements(min, max), Gen.Choose(min, max)).Select(value => Taken(path, value)),
        Gen.Elements<object>(min - 1, max + 1, min + 0.5, "many").Select(value => Refused(path, value)));

    public static Gen<Edit> OptionalNumber(string path, int min, int max) => Gen.Frequency((3, Number(path, min, max)), (1, Gen.Constant(Taken(path, null))));

    public static Gen<Edit> Choice<TEnum>(string path)
        where TEnum : struct, Enum => Field(path, [.. Enum.GetNames<TEnum>(), null], "Nonsense", "", 1);

    public static Gen<Edit> Flag(string path) => Field(path, [true, false, null], "yes", 1);

    /// <summary>A list whose items differ.</summary>
    public static Gen<Edit> Set(string path, string[] items, int most, params string[] wrongItems) => Mixed(
        Gen.OneOf(Gen.SubListOf(items).Where(some => some.Count > 0 && some.Count <= most).Select(some => Taken(path, some)), Gen.Constant(Taken(path, null))),
        Gen.OneOf(
            Gen.Elements(wrongItems).Select(wrong => Refused(path, new[] { items[0], wrong })),
            Gen.Constant(Refused(path, new[] { items[0], items[0] })),
            Gen.Constant(Refused(path, items[0]))));

    public static Gen<Edit> Tags(string path, int most)
    {
        var one = from key in Gen.Elements("team", "cost-center", "Stage", "Data owner", new string('k', 128))
                  from value in Gen.Elements("sensors", "", "4711", "a b_c.d:/=+-@", new string('v', 256))
                  select (key, value);
        var wrong = new (string Key, object? Value)[]
        {
            ("aws:team", "x"), ("dataplatform.dev/name", "x"), ("", "x"), (new string('k', 129), "x"), ("team", new string('v', 257)),
            ("team", "a*b"), ("team", 1),
        };
        return Mixed(
            Gen.OneOf(
                one.ListOf().Select(some => Taken(path, some.DistinctBy(tag => tag.key).Take(most).ToDictionary(tag => tag.key, tag => tag.value))),
                Gen.Constant(Taken(path, null))),
            Gen.OneOf(
                Gen.Elements(wrong).Select(tag => Refused(path, new Dictionary<string, object?> { [tag.Key] = tag.Value })),
                Gen.Constant(Refused(path, Enumerable.Range(0, most + 1).ToDictionary(number => $"tag-{number}", _ => "x")))));
    }

    /// <summary>Which key encrypts; the tenant has the keys first and second.</summary>
    public static Gen<Edit> KeyRef() => Or(
        Field("encryption/keyRef", [new { name = "first" }, new { name = "second" }, null], new { name = "First" }, new { name = "" }, new { }, "first"),
        Blocked("KeyNotFound", "encryption/keyRef", new { name = "nothing" }));

    /// <summary>How long objects are kept.</summary>
    public static Gen<Edit> Lifetime(string path)
    {
        return Mixed(
            from count in Gen.Choose(0, 3)
            from expire in Gen.Elements<int?>(null, 1000, 36500)
            select At(Verdict.Taken, [.. new object[] { Move(30, "STANDARD_IA"), Move(90, "GLACIER_IR"), Move(365, "DEEP_ARCHIVE") }.Take(count)], expire),
            Gen.Elements(
                At(Verdict.Refused, [Move(29, "ONEZONE_IA")], null),
                At(Verdict.Refused, [Move(30, "REDUCED_REDUNDANCY")], null),
                At(Verdict.Refused, [Move(90, "GLACIER"), Move(30, "STANDARD_IA")], null),
                At(Verdict.Refused, [Move(90, "GLACIER"), Move(90, "DEEP_ARCHIVE")], null),
                At(Verdict.Refused, [Move(90, "GLACIER")], 90),
                At(Verdict.Refused, [Move(-1, "GLACIER")], null),
                At(Verdict.Refused, [.. Enumerable.Range(1, 7).Select(day => Move(day, "GLACIER"))], null),
                At(Verdict.Refused, [], 0),
                At(Verdict.Refused, [], 36501)));

        Edit At(Verdict verdict, object[] transitions, int? expireAfterDays) => new(
            verdict, (path + "/transitions", transitions.Length == 0 ? null : Json(transitions)), (path + "/expireAfterDays", Json(expireAfterDays)));

        static object Move(int afterDays, string storageClass) => new { afterDays, storageClass };
    }

    /// <summary>Mode and shards of a stream. Kinesis lets the shards change ten times a day, so one step must do.</summary>
    public static Gen<Edit> Capacity(string path)
    {
        var prefix = path.Length == 0 ? "" : path + "/";
        return Mixed(
            Gen.Elements(
                At(Verdict.Taken, "OnDemand", null), At(Verdict.Taken, "Provisioned", 2), At(Verdict.Taken, "Provisioned", 3),
                At(Verdict.Taken, "Provisioned", 4)),
            Gen.Elements(
                At(Verdict.Refused, "OnDemand", 2), At(Verdict.Refused, "Provisioned", null), At(Verdict.Refused, "Provisioned", 0),
                At(Verdict.Refused, "Provisioned", 10_001),
                At(Verdict.Refused, "Serverless", null)));

        Edit At(Verdict verdict, string mode, int? shards) => new(verdict, (prefix + "mode", Json(mode)), (prefix + "shards", Json(shards)));
    }

    /// <summary>Kinesis takes two changes of the mode in 24 hours, which is longer than a walk should take.</summary>
    public static bool ChangesModeTwiceAtMost(Walk walk, string path)
    {
        var modes = walk.Start.Edits.Concat(walk.Steps.Select(step => step.Edit)).Where(edit => edit.Verdict == Verdict.Taken)
            .SelectMany(edit => edit.Values).Where(value => value.Path == path).Select(value => value.Value?.ToString() ?? "OnDemand").ToList();
        return modes.Prepend("OnDemand").Zip(modes).Skip(1).Count(pair => pair.First != pair.Second) <= 2;
    }
}
