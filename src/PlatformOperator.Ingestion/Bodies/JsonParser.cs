using System.Text.Json;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Http;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>
/// One JSON object, or an array of them. An element that is no event is refused alone; a syntax error refuses the body, for nothing tells
/// where the next element would begin.
/// </summary>
internal sealed class JsonParser(EventScanner scanner, IEventSink sink) : BodyParser(sink)
{
    private State _state = State.Start;
    private int _item;

    private enum State
    {
        Start,
        FirstElement,
        Element,
        AfterElement,
        End,
    }

    public override int Parse(ReadOnlySpan<byte> data, bool isFinal)
    {
        var consumed = 0;
        while (true)
        {
            while (consumed < data.Length && IsWhitespace(data[consumed]))
                consumed++;
            if (consumed == data.Length)
                break;
            if (TakePunctuation(data[consumed]))
                consumed++;
            else if (TryElement(data[consumed..], isFinal, out var length))
                consumed += length;
            else
                break;
        }
        if (isFinal && _state != State.End)
            throw Malformed(_state == State.Start ? "the body is empty" : "the array is not closed");
        return consumed;
    }

    private bool TakePunctuation(byte octet)
    {
        (bool Taken, State Next) step = (_state, octet) switch
        {
            (State.Start, (byte)'[') => (true, State.FirstElement),
            (State.FirstElement or State.AfterElement, (byte)']') => (true, State.End),
            (State.AfterElement, (byte)',') => (true, State.Element),
            (State.AfterElement, _) => throw Malformed($"after item {_item} ',' or ']' must follow"),
            (State.End, _) => throw Malformed("text follows the JSON value"),
            _ => (false, _state),
        };
        _state = step.Next;
        return step.Taken;
    }

    private bool TryElement(ReadOnlySpan<byte> rest, bool isFinal, out int length)
    {
        length = 0;
        try
        {
            if (!scanner.TryScan(rest, isFinal, out var value))
                return false;
            if (_state == State.Start && !value.IsObject)
                throw Malformed("the body must be a JSON object or an array of objects");
            _state = _state == State.Start ? State.End : State.AfterElement;
            length = value.Length;
            Take(++_item, value, rest[..length]);
            return true;
        }
        catch (JsonException e)
        {
            throw Malformed(_state == State.Start ? Reason(e) : $"item {_item + 1}: {Reason(e)}");
        }
    }

    private static RequestRefusedException Malformed(string reason) =>
        new(StatusCodes.Status400BadRequest, $"malformed JSON: {reason}; nothing was accepted");
}
