namespace SkewLab.FakeIdp.Catalog;

/// <summary>The lab's one user, whom the API's routes know too.</summary>
internal static class LabUser
{
    public const string Subject = "5ca1ab1e-0000-4000-8000-000000000001";
    public const string Name = "Ada Example";
    public const string Username = "ada";
    public const string Email = "ada@example.com";
}
