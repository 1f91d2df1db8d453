using System.Buffers.Binary;
using System.Text;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Reads protobuf's wire format, field by field. Verified against protobuf.dev, "Encoding".</summary>
internal ref struct WireReader(ReadOnlySpan<byte> data)
{
    private ReadOnlySpan<byte> _rest = data;

    /// <summary>The number of the field that was read.</summary>
    public int Number { get; private set; }

    /// <summary>The value of a number field.</summary>
    public ulong Value { get; private set; }

    /// <summary>The content of a field with a length.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    public readonly string Text => Encoding.UTF8.GetString(Content);

    /// <summary>Reads the next field; false at the end.</summary>
    /// <exception cref="FormatException">The data is no protobuf message.</exception>
    public bool Read()
    {
        if (_rest.IsEmpty)
            return false;
        var tag = Varint();
        Number = (int)(tag >> 3);
        Value = 0;
        Content = default;
        switch (tag & 7)
        {
            case 0:
                Value = Varint();
                break;
            case 1:
                Value = BinaryPrimitives.ReadUInt64LittleEndian(Take(8));
                break;
            case 2:
                Content = Take(Varint());
                break;
            case 5:
                Value = BinaryPrimitives.ReadUInt32LittleEndian(Take(4));
                break;
            default:
                throw new FormatException("proto: unknown wire type");
        }

        return true;
    }

    private ReadOnlySpan<byte> Take(ulong count)
    {
        if (count > (ulong)_rest.Length)
            throw new FormatException("proto: unexpected end of data");
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var part = Take(1)[0];
            value |= (ulong)(part & 0x7f) << shift;
            if (part < 0x80)
                return value;
        }

        throw new FormatException("proto: number too long");
    }
}
