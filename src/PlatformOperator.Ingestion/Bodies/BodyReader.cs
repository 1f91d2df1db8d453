using System.Buffers;
using Microsoft.AspNetCore.Http;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;

namespace PlatformOperator.Ingestion.Bodies;

/// <summary>Feeds a body to a parser through one pooled buffer, which grows only when a single item does not fit.</summary>
internal static class BodyReader
{
    private const int DefaultBufferLength = 64 * 1024;

    /// <exception cref="RequestRefusedException">The body is larger than the limit (413), memory is used up (429), or the parser refused it.</exception>
    public static async Task ReadAsync(
        Stream body, BodyParser parser, int limit, MemoryBudget budget, CancellationToken cancellationToken, int bufferLength = DefaultBufferLength)
    {
        using var window = new Window(limit, budget, bufferLength);
        var final = false;
        for (var isFirst = true; !final; isFirst = false)
        {
            final = await window.FillAsync(body, cancellationToken).ConfigureAwait(false);
            if (isFirst)
                window.SkipByteOrderMark();
            window.Consume(parser.Parse(window.Data, final));
        }
    }

    private sealed class Window : IDisposable
    {
        private readonly int _limit;
        private readonly MemoryBudget _budget;
        private byte[] _buffer = [];
        private int _length;
        private long _total;

        public Window(int limit, MemoryBudget budget, int length)
        {
            (_limit, _budget) = (limit, budget);
            Grow(length);
        }

        public ReadOnlySpan<byte> Data => _buffer.AsSpan(0, _length);

        /// <summary>Reads until the buffer is full (false) or the body ends (true); so that doubling keeps repeated scans linear.</summary>
        public async Task<bool> FillAsync(Stream body, CancellationToken cancellationToken)
        {
            if (_length > _buffer.Length / 2)
                Grow(_buffer.Length * 2);
            while (_length < _buffer.Length)
            {
                var read = await body.ReadAsync(_buffer.AsMemory(_length), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    return true;
                _total += read;
                if (_total > _limit)
                    throw new RequestRefusedException(
                        StatusCodes.Status413PayloadTooLarge, $"the body has more than {_limit} bytes after decompression; send it in parts");
                _length += read;
            }
            return false;
        }

        public void Consume(int count)
        {
            _buffer.AsSpan(count, _length - count).CopyTo(_buffer);
            _length -= count;
        }

        public void SkipByteOrderMark()
        {
            if (Data.StartsWith(ByteOrderMark))
                Consume(ByteOrderMark.Length);
        }

        public void Dispose()
        {
            _budget.Release(_buffer.Length);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

        private void Grow(int length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(length);
            if (!_budget.TryReserve(larger.Length))
            {
                ArrayPool<byte>.Shared.Return(larger);
                throw Overload.Refusal();
            }
            Data.CopyTo(larger);
            if (_buffer.Length > 0)
            {
                _budget.Release(_buffer.Length);
                ArrayPool<byte>.Shared.Return(_buffer);
            }
            _buffer = larger;
        }
    }
}

internal static class Overload
{
    public static RequestRefusedException Refusal() =>
        new(StatusCodes.Status429TooManyRequests, "too many events wait for the stream; send this request again later");
}
