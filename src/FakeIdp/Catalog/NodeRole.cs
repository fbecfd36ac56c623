namespace SkewLab.FakeIdp.Catalog;

/// <summary>What a node does in the lab.</summary>
public enum NodeRole
{
    /// <summary>The identity provider: issues tokens and publishes keys.</summary>
    Idp,

    /// <summary>A node of the API: accepts or refuses bearer tokens.</summary>
    Api,
}
