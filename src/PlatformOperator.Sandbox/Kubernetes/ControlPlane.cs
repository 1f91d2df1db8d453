using Microsoft.AspNetCore.Http;

namespace PlatformOperator.Sandbox.Kubernetes;

/// <summary>Puts the parts of the API server together.</summary>
internal sealed class ControlPlane : IAsyncDisposable
{
    private readonly ObjectStore _store;
    private readonly SystemWriter _system;
    private readonly ServiceAccountTokens _tokens;
    private readonly RequestPipeline _pipeline;
    private readonly ControllerLoop _controllers;

    public ControlPlane(KubernetesApiServerOptions options, CertificateAuthority authority, CallLog calls, CancellationToken stopping)
    {
        var time = options.TimeProvider;
        _store = new ObjectStore(options.WatchHistory);
        _tokens = new ServiceAccountTokens(_store, time, options.ServiceAccountIssuer);
        Authenticator = new Authenticator(authority, _tokens, options.Tokens);
        var registry = new KindRegistry();
        var rbac = new RbacAuthorizer(_store);
        var definitions = new CustomResourceDefinitions(registry, time);
        var quota = new QuotaAdmission(_store);
        var rules = new ObjectRules(definitions, new ServiceAddresses(_store, options.ServiceNetwork), new PodAdmission(_store), new EscalationCheck(rbac));
        var writer = new ObjectWriter(_store, rules, new ObjectPreparation(time), quota, new NamespaceAdmission(_store), time);
        var deleter = new ObjectDeleter(_store, writer, definitions, time);
        _system = new SystemWriter(_store, writer, deleter);
        var presenter = new ObjectPresenter(new TablePrinter(time));
        var endpoints = new ResourceEndpoints(
            new ListEndpoint(_store, presenter),
            new WatchEndpoint(_store, presenter, new WatchDelivery(options.WatchFaults, time), time, stopping),
            new WriteEndpoint(_store, writer, deleter, presenter),
            new PodLogEndpoint(_store, options.PodLogs, time, stopping),
            new AccessReviews(rbac, Authenticator, _tokens),
            _tokens);
        var resources = new ResourceEndpoint(_store, registry, presenter, endpoints);
        _pipeline = new RequestPipeline(
            Authenticator, new Impersonation(rbac), rbac, new DiscoveryEndpoint(registry, _tokens), new FaultGate(resources, options.Faults), calls);
        _controllers = new ControllerLoop(
            _store,
            [
                new CustomResourceController(registry, _system),
                new NamespaceContents(_system, authority.Pem),
                new NamespaceController(registry, _system, time),
                new GarbageCollector(registry, _system),
                new QuotaController(registry, _system, quota),
                new RoleAggregation(_system),
            ]);
    }

    public Authenticator Authenticator { get; }

    public long ResourceVersion => _store.ResourceVersion;

    /// <summary>Makes what every cluster has.</summary>
    public void Start(Uri server) => Bootstrap.Run(_system, server);

    /// <summary>Answers a request. A control plane whose controllers have failed says so to everybody instead of going on without them.</summary>
    public Task HandleAsync(HttpContext context)
    {
        if (_controllers.Failure is not { } failure)
            return _pipeline.HandleAsync(context);
        var error = Errors.InternalError($"the controllers have stopped: {failure}");
        return JsonResponse.WriteAsync(context, error.ToStatus(), error.Code);
    }

    public async ValueTask DisposeAsync()
    {
        await _controllers.DisposeAsync();
        _tokens.Dispose();
    }
}
