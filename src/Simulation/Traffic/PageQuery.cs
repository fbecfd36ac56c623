using System.Text;
using System.Text.Json;

namespace SkewLab.Simulation.Traffic;

/// <summary>The paged query of the API as JSON.</summary>
internal static class PageQuery
{
    /// <summary>Asks for a page by its number, from 1.</summary>
    public static byte[] ByNumber(int pageSize, int page) => Encoding.UTF8.GetBytes($$$"""{"paging":{"pageSize":{{{pageSize}}},"pageNumber":{{{page}}}}}""");

    /// <summary>Asks for a page by the cursor that came with the page before; null for the first page.</summary>
    public static byte[] ByCursor(int pageSize, string? cursor) => Encoding.UTF8.GetBytes(cursor is null
        ? $$$"""{"paging":{"pageSize":{{{pageSize}}}}}"""
        : $$$"""{"paging":{"pageSize":{{{pageSize}}}},"pageToken":"{{{JsonEncodedText.Encode(cursor)}}}"}""");
}
