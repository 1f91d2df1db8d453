namespace PlatformOperator.Ingestion.Records;

/// <summary>Walks the events and refused lines of a packed record without copying.</summary>
internal ref struct PackedRecordReader(ReadOnlySpan<byte> record)
{
    private readonly ReadOnlySpan<byte> _record = record;
    private int _position = PackedRecord.HeaderLength;
    private bool _failed;

    public readonly Guid Id => new(_record.Slice(1, PackedRecord.IdLength), bigEndian: true);

    /// <summary><see cref="EntryKind.Event"/> or <see cref="EntryKind.Refused"/>.</summary>
    public EntryKind Kind { get; private set; }

    /// <summary>How many requests have begun in the record: changes with <see cref="RequestKey"/>.</summary>
    public int Request { get; private set; }

    /// <summary>Idempotency key of the request that this entry came with; empty if it had none.</summary>
    public ReadOnlySpan<byte> RequestKey { get; private set; }

    /// <summary>Index of an event in its request (0 without request key), line or item number of a refused one.</summary>
    public int Number { get; private set; }

    public ReadOnlySpan<byte> Reason { get; private set; }

    /// <summary>The event, or the refused text.</summary>
    public ReadOnlySpan<byte> Content { get; private set; }

    public readonly bool AtEnd => !_failed && _position == _record.Length;

    /// <summary>Goes to the next event or refused line; false at the end, or where the bytes make no sense (then not <see cref="AtEnd"/>).</summary>
    public bool Read()
    {
        while (!_failed && _position < _record.Length)
        {
            var kind = (EntryKind)_record[_position++];
            switch (kind)
            {
                case EntryKind.Request:
                    RequestKey = Bytes();
                    Request++;
                    continue;
                case EntryKind.Event:
                    Number = RequestKey.IsEmpty ? 0 : Varint();
                    Reason = default;
                    break;
                case EntryKind.Refused:
                    Number = Varint();
                    Reason = Bytes();
                    break;
                default:
                    _failed = true;
                    return false;
            }
            Kind = kind;
            Content = Bytes();
            return !_failed;
        }
        return false;
    }

    private int Varint()
    {
        if (!_failed && PackedRecord.TryReadVarint(_record, ref _position, out var value))
            return value;
        _failed = true;
        return 0;
    }

    private ReadOnlySpan<byte> Bytes()
    {
        var length = Varint();
        if (_failed || length > _record.Length - _position)
        {
            _failed = true;
            return default;
        }
        var bytes = _record.Slice(_position, length);
        _position += length;
        return bytes;
    }
}
