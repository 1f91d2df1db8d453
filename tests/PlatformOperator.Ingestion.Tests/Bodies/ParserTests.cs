using System.Text;
using PlatformOperator.Ingestion.Bodies;
using PlatformOperator.Ingestion.Http;
using PlatformOperator.Ingestion.Records;
using PlatformOperator.Ingestion.Tests.Fakes;

namespace PlatformOperator.Ingestion.Tests.Bodies;

/// <summary>Runs a body through a parser by way of the reader, in pieces of a given size.</summary>
public abstract class ParserTests
{
    private protected const int Limit = 4 * 1024 * 1024;

    private protected abstract BodyParser Parser(RecordingSink sink);

    private protected async Task<RecordingSink> ParseAsync(byte[] body, int piece = 64 * 1024)
    {
        var sink = new RecordingSink();
        var budget = new MemoryBudget(64 * 1024 * 1024);
        var parser = Parser(sink);
        try
        {
            await BodyReader.ReadAsync(new PiecewiseStream(body, piece), parser, Limit, budget, TestContext.Current.CancellationToken, piece);
        }
        finally
        {
            (parser as IDisposable)?.Dispose();
            Assert.Equal(0, budget.Used);
        }
        return sink;
    }

    private protected Task<RecordingSink> ParseAsync(string body) => ParseAsync(Encoding.UTF8.GetBytes(body));

    private protected async Task<RequestRefusedException> RefusedAsync(string body) =>
        await Assert.ThrowsAsync<RequestRefusedException>(() => ParseAsync(body));

    /// <summary>A body arrives from the network in pieces of any size.</summary>
    private sealed class PiecewiseStream(byte[] body, int piece) : MemoryStream(body)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(piece, buffer.Length)], cancellationToken);
    }
}
