using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Shows objects and lists in the form that a client wants.</summary>
internal sealed class ObjectPresenter(TablePrinter tables)
{
    public ReadOnlyMemory<byte> One(ResourceKind kind, StoredObject item, Representation wanted) =>
        wanted.Form == Form.Object && !EventConversion.NeedsConversion(kind) ? item.Utf8 : One(kind, item.ToJson(), wanted).ToUtf8();

    public JsonNode One(ResourceKind kind, JsonObject json, Representation wanted) => wanted.Form switch
    {
        Form.Table => tables.Table(kind, [json], wanted.IncludeObject, new JsonObject { ["resourceVersion"] = json.Text("metadata", "resourceVersion") }),
        Form.PartialMetadata => TablePrinter.PartialMetadata(json),
        _ => EventConversion.FromStored(kind, json),
    };

    /// <summary>A list. In its plain form the stored bytes are sent as they are, which spares parsing thousands of objects.</summary>
    public ReadOnlyMemory<byte> Many(ResourceKind kind, IReadOnlyList<StoredObject> items, JsonObject listMeta, Representation wanted)
    {
        if (wanted.Form == Form.Table)
            return tables.Table(kind, items.Select(item => item.ToJson()), wanted.IncludeObject, listMeta).ToUtf8();
        var (listKind, apiVersion) = wanted.Form == Form.PartialMetadata ? ("PartialObjectMetadataList", "meta.k8s.io/v1") : (kind.ListKind, kind.ApiVersion);
        using var buffer = new MemoryStream();
        buffer.Write(Encoding.UTF8.GetBytes($"{{\"kind\":\"{listKind}\",\"apiVersion\":\"{apiVersion}\",\"metadata\":"));
        buffer.Write(listMeta.ToUtf8());
        buffer.Write("""
            ,"items":[
            """u8);
        for (var i = 0; i < items.Count; i++)
        {
            if (i > 0)
                buffer.WriteByte((byte)',');
            buffer.Write(One(kind, items[i], wanted).Span);
        }

        buffer.Write("]}"u8);
        return buffer.ToArray();
    }

    public static JsonObject ListMeta(long resourceVersion) => new() { ["resourceVersion"] = resourceVersion.ToString(CultureInfo.InvariantCulture) };
}
