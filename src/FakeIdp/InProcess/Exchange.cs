using System.Collections;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using SkewLab.FakeIdp.Http;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>One request and its response, as the features that the application asks for. All of them are this one object, reused for later requests.</summary>
#pragma warning disable CA1001 // The memory streams hold nothing but memory.
internal abstract partial class Exchange : IFeatureCollection, INodeFeature, IHttpRequestLifetimeFeature, IEndpointFeature, IRouteValuesFeature
#pragma warning restore CA1001
{
    // What the host or a middleware sets and this class does not know.
    private Dictionary<Type, object>? _others;
    private RouteValueDictionary? _routeValues;
    private LabNode? _node;
    private bool _aborted;

    protected Exchange() => _body = new BodyPipe(StartResponseAsync);

    public LabNode Node => _node!;

    public NodeDecision? Decision { get; set; }

    public CancellationToken RequestAborted { get; set; }

    public Endpoint? Endpoint { get; set; }

    public RouteValueDictionary RouteValues
    {
        get => _routeValues ??= [];
        set => _routeValues = value;
    }

    public bool IsReadOnly => false;

    public int Revision { get; private set; }

    public object? this[Type key]
    {
        get => key.IsInstanceOfType(this) ? this : _others?.GetValueOrDefault(key);
        set => Put(key, value);
    }

    public void Abort() => _aborted = true;

    // For reference types one copy of this method serves all: the test is a cast, and the common features are found by it.
    public TFeature? Get<TFeature>() => this is TFeature own ? own : _others is null ? default : (TFeature?)_others.GetValueOrDefault(typeof(TFeature));

    public void Set<TFeature>(TFeature? instance) => Put(typeof(TFeature), instance);

    public IEnumerator<KeyValuePair<Type, object>> GetEnumerator() => (_others ?? []).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Reset()
    {
        _others?.Clear();
        _routeValues = null;
        _node = null;
        _aborted = false;
        Decision = null;
        RequestAborted = default;
        Endpoint = null;
        Revision++;
        ResetRequest();
        ResetResponse();
    }

    private void Put(Type key, object? value)
    {
        if (ReferenceEquals(value, this))
            return;
        if (key.IsInstanceOfType(this))
            throw new NotSupportedException($"The in-process host keeps {key.Name} itself; it cannot be replaced.");
        Revision++;
        if (value is null)
            _others?.Remove(key);
        else
            (_others ??= [])[key] = value;
    }
}
