namespace PlatformOperator.Schemas.Cel;

internal enum CelKind
{
    Dyn,
    Null,
    Bool,
    Int,
    UInt,
    Double,
    String,
    Bytes,
    Timestamp,
    Duration,
    List,
    Map,
    Object,
    Optional,
    Type,

    /// <summary>A type of Kubernetes' libraries, known by its name only.</summary>
    Opaque,

    /// <summary>A type parameter of a function's signature.</summary>
    Parameter,
}

/// <summary>A type of the CEL checker. Where it comes from a schema it also knows how large its values may be, for cost estimates.</summary>
internal sealed class CelType
{
    /// <summary>A size without a bound.</summary>
    public const long Unbounded = long.MaxValue;

    private CelType(CelKind kind, string name, params CelType[] of)
    {
        Kind = kind;
        Name = name;
        Of = of;
    }

    public static CelType Dyn { get; } = new(CelKind.Dyn, "dyn");
    public static CelType Null { get; } = new(CelKind.Null, "null");
    public static CelType Bool { get; } = new(CelKind.Bool, "bool");
    public static CelType Int { get; } = new(CelKind.Int, "int");
    public static CelType UInt { get; } = new(CelKind.UInt, "uint");
    public static CelType Double { get; } = new(CelKind.Double, "double");
    public static CelType String { get; } = new(CelKind.String, "string");
    public static CelType Bytes { get; } = new(CelKind.Bytes, "bytes");
    public static CelType Timestamp { get; } = new(CelKind.Timestamp, "timestamp");
    public static CelType Duration { get; } = new(CelKind.Duration, "duration");
    public static CelType A { get; } = new(CelKind.Parameter, "A");
    public static CelType B { get; } = new(CelKind.Parameter, "B");

    public CelKind Kind { get; }
    public string Name { get; }

    /// <summary>Element of a list or an optional; key and value of a map.</summary>
    public IReadOnlyList<CelType> Of { get; }

    /// <summary>Fields of an object by their escaped names.</summary>
    public IReadOnlyDictionary<string, CelType> Fields { get; private init; } = new Dictionary<string, CelType>();

    /// <summary>Most elements of a list or map, most bytes of a string; <see cref="Unbounded"/> where nothing is known.</summary>
    public long MaxElements { get; private init; } = Unbounded;

    /// <summary>Fewest bytes that a value takes as JSON.</summary>
    public long MinSerializedSize { get; private init; }

    public static CelType List(CelType element) => new(CelKind.List, "list", element);

    public static CelType Map(CelType key, CelType value) => new(CelKind.Map, "map", key, value);

    public static CelType Optional(CelType value) => new(CelKind.Optional, "optional_type", value);

    public static CelType TypeOf(CelType type) => new(CelKind.Type, "type", type);

    public static CelType Opaque(string name) => new(CelKind.Opaque, name);

    public static CelType Object(IReadOnlyDictionary<string, CelType> fields) => new(CelKind.Object, "object") { Fields = fields };

    /// <summary>This type with the sizes of its values.</summary>
    public CelType Sized(long maxElements, long minSerializedSize) =>
        new(Kind, Name, [.. Of]) { Fields = Fields, MaxElements = maxElements, MinSerializedSize = minSerializedSize };

    public override string ToString() => Kind switch
    {
        CelKind.List or CelKind.Map or CelKind.Optional or CelKind.Type => $"{Name}({string.Join(", ", Of)})",
        _ => Name,
    };

    /// <summary>Whether a value of this type can be given where the other is asked for; binds the other's type parameters.</summary>
    public bool FitsInto(CelType wanted, Dictionary<string, CelType> bound)
    {
        if (wanted.Kind == CelKind.Parameter)
        {
            if (!bound.TryGetValue(wanted.Name, out var known) || known.Kind == CelKind.Dyn)
            {
                bound[wanted.Name] = this;
                return true;
            }

            return Kind == CelKind.Dyn || FitsInto(known, bound) || known.FitsInto(this, bound);
        }

        if (Kind == CelKind.Dyn || wanted.Kind == CelKind.Dyn)
            return true;
        if (Kind == CelKind.Null && wanted.Kind is CelKind.Timestamp or CelKind.Duration or CelKind.Object or CelKind.Null or CelKind.Opaque)
            return true;
        if (Kind != wanted.Kind || (Kind == CelKind.Opaque && Name != wanted.Name))
            return false;
        if (Kind == CelKind.Object)
            return ReferenceEquals(Fields, wanted.Fields);
        return Kind == CelKind.Type || Of.Zip(wanted.Of).All(pair => pair.First.FitsInto(pair.Second, bound));
    }

    /// <summary>This type with its parameters replaced by what they were bound to, dyn where by nothing.</summary>
    public CelType Bind(Dictionary<string, CelType> bound)
    {
        if (Kind == CelKind.Parameter)
            return bound.GetValueOrDefault(Name, Dyn);
        return Of.Count == 0
            ? this
            : new CelType(Kind, Name, [.. Of.Select(type => type.Bind(bound))]) { MaxElements = MaxElements, MinSerializedSize = MinSerializedSize };
    }

    /// <summary>The common type of two branches.</summary>
    public CelType Join(CelType other)
    {
        if (FitsInto(other, []) && other.FitsInto(this, []))
            return MaxElements >= other.MaxElements ? this : other;
        return Dyn;
    }
}
