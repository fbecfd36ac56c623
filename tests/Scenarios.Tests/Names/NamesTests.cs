using SkewLab.Scenarios.Names;

namespace SkewLab.Scenarios.Tests.Names;

public sealed class NamesTests
{
    [Theory]
    [InlineData("idp", "idp", true)]
    [InlineData("api-3", "api-3", true)]
    [InlineData("api-3", "api-31", false)]
    [InlineData("api-*", "api-31", true)]
    [InlineData("api-*", "idp", false)]
    [InlineData("client", "client-2", true)]
    [InlineData("client", "idp", false)]
    [InlineData("client-2", "client-2", true)]
    [InlineData("client-2", "client-21", false)]
    [InlineData("*", "idp", false)]
    public void A_machines_name_means_one_or_all_of_a_kind(string pattern, string machine, bool isMeant)
    {
        Assert.Equal(isMeant, MachineNames.Matches(pattern, machine));
    }

    [Theory]
    [InlineData("client -> idp", "client-1 -> idp", true)]
    [InlineData("client->idp", "client-1 -> idp", true)]
    [InlineData("client -> api-*", "client-1 -> api-8", true)]
    [InlineData("client -> api-2", "client-1 -> api-8", false)]
    [InlineData("client-2 -> api-*", "client-1 -> api-8", false)]
    public void A_links_name_means_both_of_its_ends(string pattern, string link, bool isMeant)
    {
        Assert.Equal(isMeant, LinkNames.Matches(pattern, link));
    }

    [Theory]
    [InlineData("client-1", "api-1", "star")]
    [InlineData("client-1", "api-2", "exact")]
    [InlineData("client-2", "api-2", "its own")]
    [InlineData("client-2", "api-1", "star")]
    [InlineData("client-3", "api-2", "exact")]
    [InlineData("client-3", "api-1", "its own star")]
    [InlineData("client-3", "idp", "to the IdP")]
    [InlineData("client-1", "idp", null)]
    public void The_most_exact_name_of_a_link_wins(string client, string node, string? entry)
    {
        var links = new Dictionary<string, string>
        {
            ["client -> api-*"] = "star",
            ["client->api-2"] = "exact",
            ["client-2 -> api-2"] = "its own",
            ["client-3 -> api-*"] = "its own star",
            ["client-3 -> idp"] = "to the IdP",
        };

        Assert.Equal(entry, new LinkTable<string>(links).Find(client, node));
        Assert.Equal(entry, new LinkTable<string>(links.Reverse().ToDictionary()).Find(client, node));
    }
}
