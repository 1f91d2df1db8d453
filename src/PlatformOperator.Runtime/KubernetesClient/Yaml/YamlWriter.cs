using System.Text.Json;
using System.Text.Json.Nodes;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace k8s;

/// <summary>JSON as YAML documents.</summary>
internal static class YamlWriter
{
    // Indented sequences and long lines left whole, as kubectl writes them.
    private static readonly EmitterSettings Settings = new(bestIndent: 2, bestWidth: int.MaxValue, isCanonical: false, maxSimpleKeyLength: 1024);

    public static void Write(IEnumerable<JsonNode?> documents, TextWriter output)
    {
        var emitter = new Emitter(output, Settings);
        emitter.Emit(new StreamStart());
        var isFirst = true;
        foreach (var document in documents)
        {
            emitter.Emit(new DocumentStart(null, null, isImplicit: isFirst));
            Emit(emitter, document);
            emitter.Emit(new DocumentEnd(isImplicit: true));
            isFirst = false;
        }
        emitter.Emit(new StreamEnd());
    }

    private static void Emit(Emitter emitter, JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                emitter.Emit(new MappingStart(AnchorName.Empty, TagName.Empty, isImplicit: true, map.Count == 0 ? MappingStyle.Flow : MappingStyle.Block));
                foreach (var (key, value) in map)
                {
                    emitter.Emit(Text(key, isKey: true));
                    Emit(emitter, value);
                }
                emitter.Emit(new MappingEnd());
                break;
            case JsonArray list:
                emitter.Emit(new SequenceStart(AnchorName.Empty, TagName.Empty, isImplicit: true, list.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block));
                foreach (var item in list)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            default:
                emitter.Emit(
                    node?.GetValueKind() == JsonValueKind.String ? Text(node.GetValue<string>(), isKey: false) : Plain(node?.ToJsonString() ?? "null"));
                break;
        }
    }

    private static Scalar Text(string text, bool isKey)
    {
        var style = YamlScalars.NeedsQuotes(text) || !IsPlainSafe(text) ? ScalarStyle.DoubleQuoted : ScalarStyle.Any;
        if (!isKey && IsBlockSafe(text))
            style = ScalarStyle.Literal;
        return new Scalar(AnchorName.Empty, TagName.Empty, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }

    private static Scalar Plain(string text) => new(AnchorName.Empty, TagName.Empty, text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false);

    private static bool IsPlainSafe(string text) =>
        text.All(character => !char.IsControl(character) && !char.IsSurrogate(character) && character is not ('\u2028' or '\u2029' or '\ufeff'));

    // A literal block keeps neither leading blanks (they set its indentation) nor anything that is not printable.
    private static bool IsBlockSafe(string text) =>
        text.Contains('\n') && text.Trim().Length > 0 && text[0] is not (' ' or '\n' or '\t')
        && text.All(character => character == '\n' || (character >= ' ' && character < '\x7f') || (character > '\xa0' && char.IsLetterOrDigit(character)))
        && !text.Split('\n').Any(line => line.EndsWith(' '));
}
