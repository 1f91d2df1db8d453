using System.Threading.Channels;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>A background part of the control plane: told of changes, it asks for keys to be processed.</summary>
internal interface IController
{
    /// <summary>Called for every change, under the store's lock: names what is to be processed.</summary>
    IEnumerable<string> KeysOf(Change change);

    /// <summary>Brings what the key names to its desired state. An <see cref="ApiException"/> has it called again.</summary>
    void Process(string key);
}

/// <summary>Runs the controllers, one key at a time. A key waits only once, so the queue is bounded by the number of objects.</summary>
internal sealed class ControllerLoop : IAsyncDisposable
{
    private const int MaxAttempts = 10;

    private readonly Channel<(IController Controller, string Key)> _queue = Channel.CreateUnbounded<(IController, string)>(new() { SingleReader = true });
    private readonly HashSet<(IController, string)> _waiting = [];
    private readonly Lock _lock = new();
    private readonly Task _running;

    public ControllerLoop(ObjectStore store, IReadOnlyList<IController> controllers)
    {
        store.Observe(change =>
        {
            foreach (var controller in controllers)
            {
                foreach (var key in controller.KeysOf(change))
                    Enqueue(controller, key);
            }
        });
        _running = Task.Run(RunAsync);
    }

    /// <summary>The error that ended the loop, null while it runs as it should.</summary>
    public Exception? Failure => _running.Exception?.InnerException;

    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _running;
    }

    private void Enqueue(IController controller, string key)
    {
        lock (_lock)
        {
            if (_waiting.Add((controller, key)))
                _queue.Writer.TryWrite((controller, key));
        }
    }

    private async Task RunAsync()
    {
        var attempts = new Dictionary<(IController, string), int>();
        await foreach (var item in _queue.Reader.ReadAllAsync(CancellationToken.None))
        {
            lock (_lock)
                _waiting.Remove(item);
            try
            {
                item.Controller.Process(item.Key);
                attempts.Remove(item);
            }
            catch (ApiException)
            {
                // Somebody changed the object meanwhile, or what it needs is not there yet: the next change asks again, and so do a few attempts.
                var attempt = attempts.GetValueOrDefault(item) + 1;
                attempts[item] = attempt;
                if (attempt < MaxAttempts)
                    Enqueue(item.Controller, item.Key);
                else
                    attempts.Remove(item);
            }
        }
    }
}
