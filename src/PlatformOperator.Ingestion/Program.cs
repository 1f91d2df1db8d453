using System.Runtime.InteropServices;
using PlatformOperator.Ingestion;

using var stop = new CancellationTokenSource();
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
return await CommandLine.RunAsync(args, Console.Out, Console.Error, stop.Token);

void Stop(PosixSignalContext signal)
{
    // The process ends when it has drained, not now.
    signal.Cancel = true;
    stop.Cancel();
}
