using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace PlatformOperator.Schemas.Cel;

/// <remarks>
/// Values are plain .NET objects: null, bool, long (int), ulong (uint), double, string, byte[] (bytes), <see cref="DateTimeOffset"/> (timestamp,
/// to 100 ns where CEL has 1 ns), and the types of this file.
/// </remarks>
internal readonly record struct CelDuration(long Nanoseconds) : IComparable<CelDuration>
{
    public int CompareTo(CelDuration other) => Nanoseconds.CompareTo(other.Nanoseconds);
}

/// <summary>A list; <c>x-kubernetes-list-type</c> decides how it is compared and added.</summary>
internal sealed class CelList(IReadOnlyList<object?> items, SchemaNode? schema = null)
{
    public IReadOnlyList<object?> Items => items;

    public bool IsSet => schema?.ListType == "set";

    public bool IsMap => schema?.IsListMap == true;

    public SchemaNode? Schema => schema;

    /// <summary>The merge key of an item of a map list.</summary>
    public string KeyOf(object? item) => string.Join('\n', schema!.ListMapKeys.Select(key =>
        item is CelObject obj && obj.TryGet(CelNames.Escape(key)!, out var value) ? CelText.Show(value) : ""));
}

/// <summary>A map with keys of any simple type.</summary>
internal abstract class CelMap
{
    public abstract int Count { get; }

    public abstract IEnumerable<object> Keys { get; }

    public abstract bool TryGet(object? key, out object? value);
}

/// <summary>A map that an expression made. 1, 1u and 1.0 are the same key.</summary>
internal sealed class CelDictionary(Dictionary<object, object?> entries) : CelMap
{
    public override int Count => entries.Count;

    public override IEnumerable<object> Keys => entries.Keys;

    public static object NormalKey(object? key) => key switch
    {
        ulong value when value <= long.MaxValue => (long)value,
        double value when value % 1 == 0 && Math.Abs(value) < 9e18 => (long)value,
        null => throw new CelException("unsupported key type"),
        _ => key,
    };

    public override bool TryGet(object? key, out object? value)
    {
        value = null;
        return key is not null && entries.TryGetValue(NormalKey(key), out value);
    }
}

/// <summary>A schema's map (<c>additionalProperties</c>).</summary>
internal sealed class CelJsonMap(JsonObject members, SchemaNode element) : CelMap
{
    public override int Count => members.Count;

    public override IEnumerable<object> Keys => members.Select(member => (object)member.Key);

    public override bool TryGet(object? key, out object? value)
    {
        value = null;
        if (key is not string name || !members.TryGetPropertyValue(name, out var node))
            return false;
        value = CelSchema.ToValue(node, element);
        return true;
    }
}

/// <summary>An object with the fields that its schema names; others are out of a rule's sight.</summary>
internal sealed class CelObject(JsonObject members, SchemaNode schema)
{
    public IEnumerable<string> Names => members.Select(member => member.Key).Where(schema.Properties.ContainsKey);

    public JsonObject Members => members;

    public bool TryGet(string escaped, out object? value)
    {
        value = null;
        var name = CelNames.Unescape(escaped);
        if (!schema.Properties.TryGetValue(name, out var of) || !members.TryGetPropertyValue(name, out var node))
            return false;
        value = CelSchema.ToValue(node, of);
        return true;
    }

    public object? Get(string name) => CelSchema.ToValue(members[name], schema.Properties[name]);
}

/// <summary>A value that may be absent.</summary>
internal sealed record CelOptional(bool HasValue, object? Value)
{
    public static CelOptional None { get; } = new(HasValue: false, null);

    public static CelOptional Of(object? value) => new(HasValue: true, value);
}

/// <summary>A type as a value, <c>type(x)</c> or <c>int</c>.</summary>
internal sealed record CelTypeValue(string Name);

/// <summary>A CIDR block of Kubernetes' library.</summary>
internal sealed record CelCidr(IPAddress Address, int PrefixLength)
{
    public IPNetwork Masked => new(Mask(Address, PrefixLength), PrefixLength);

    public int Bits => Address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;

    public static IPAddress Mask(IPAddress address, int prefixLength)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] &= (byte)(0xff00 >> Math.Clamp(prefixLength - (i * 8), 0, 8));
        return new IPAddress(bytes);
    }

    public override string ToString() => $"{Address}/{PrefixLength}";
}

/// <summary>A named string format of Kubernetes' <c>format</c> library.</summary>
internal sealed record CelFormat(string Name, Func<string, IReadOnlyList<string>> Validate);
