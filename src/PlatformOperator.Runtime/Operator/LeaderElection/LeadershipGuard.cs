namespace KubeOps.Operator.LeaderElection;

/// <summary>
/// Lets only a leader write to the API server. Cancelling the passes of a former leader is not enough: a process that was halted goes on
/// in the middle of a pass, before any timer has told it that its lease is over.
/// </summary>
internal sealed class LeadershipGuard(ILeadership leadership) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Get || leadership.Leads
            ? base.SendAsync(request, cancellationToken)
            : throw new InvalidOperationException(
                $"{request.Method} {request.RequestUri?.AbsolutePath}: not sent, because this process does not lead; another replica may be at work.");
}
