using System.Buffers.Text;
using System.Text.Json;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Where a paged list goes on: after which object, in the list of which resource version.</summary>
/// <param name="ResourceVersion">The snapshot's resource version; 0 goes on in the present list, as the token in a 410 answer does.</param>
/// <param name="Namespace">Namespace of the last object sent.</param>
/// <param name="Name">Name of the last object sent.</param>
internal sealed record ContinueToken(long ResourceVersion, string Namespace, string Name)
{
    public bool IsBefore(StoredObject item)
    {
        var order = string.CompareOrdinal(Namespace, item.Namespace);
        return order < 0 || (order == 0 && string.CompareOrdinal(Name, item.Name) < 0);
    }

    public string Encode() => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(this));

    public static ContinueToken Decode(string text)
    {
        try
        {
            var token = JsonSerializer.Deserialize<ContinueToken>(Base64Url.DecodeFromChars(text));
            if (token is { Name: not null, Namespace: not null })
                return token;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            // Falls through: a token that this server never gave out.
        }

        throw Errors.BadRequest($"continue key is not valid: {text}");
    }
}
