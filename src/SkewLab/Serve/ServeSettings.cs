using System.Net;
using SkewLab.Input;

namespace SkewLab.Serve;

/// <summary>What <c>skewlab serve</c> was asked for, as the command line has it.</summary>
internal sealed record ServeSettings
{
    /// <summary>The scenario; null serves one exact IdP and one exact API node.</summary>
    public LoadedScenario? Scenario { get; init; }

    public int Port { get; init; }

    /// <summary>A second port, for HTTPS; null is none.</summary>
    public int? HttpsPort { get; init; }

    /// <summary>The address to listen on. Anything but loopback takes a control token.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>What <c>X-SkewLab-Token</c> must say to control the lab; null lets every local program.</summary>
    public string? ControlToken { get; init; }

    public string? Lifetime { get; init; }

    public int? ApiNodes { get; init; }

    /// <summary><c>api-2=-2s</c></summary>
    public IReadOnlyList<string> Offsets { get; init; } = [];

    /// <summary><c>api-3=800ms</c></summary>
    public IReadOnlyList<string> Learns { get; init; } = [];

    /// <summary><c>id:secret</c></summary>
    public IReadOnlyList<string> Clients { get; init; } = [];

    /// <summary><c>api-2=8407</c></summary>
    public IReadOnlyList<string> NodePorts { get; init; } = [];
}
