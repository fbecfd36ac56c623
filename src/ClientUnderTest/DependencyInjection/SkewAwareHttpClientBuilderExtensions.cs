using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using SkewLab.Client;
using SkewLab.Client.DependencyInjection;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Gives clients of <c>IHttpClientFactory</c> access tokens.</summary>
public static class SkewAwareHttpClientBuilderExtensions
{
    /// <summary>Sends every request of this client to an allowed origin with an access token, and sees to the token.</summary>
    /// <param name="builder">A named or typed client.</param>
    /// <param name="configure">Fills the options. They may as well, or in addition, be configured under the client's name:
    /// <c>services.Configure&lt;SkewAwareOptions&gt;("genesys", section)</c>. Null leaves all to that.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">The builder is the one of <c>ConfigureHttpClientDefaults</c>: a credential belongs to one client.</exception>
    /// <exception cref="InvalidOperationException">The client gets access tokens already.</exception>
    /// <remarks>
    /// <para>Handlers run in the order in which they are added: add resilience before this, so that a retry is a new call here and token requests are not
    /// retried twice.</para>
    /// <para>The options are checked when the host starts, or at the client's first use where there is no host: an <see cref="OptionsValidationException"/>
    /// names all problems. <see cref="SkewAwareOptions.TimeProvider"/> is the container's <see cref="TimeProvider"/>, if it has one, before
    /// <paramref name="configure"/> runs.</para>
    /// <para>The client's <see cref="SkewAwareCredential"/> is a keyed singleton under the client's name: the handlers that the factory makes anew every two
    /// minutes share it, and it ends with the container. It logs as <c>SkewLab.Client.</c> and the client's name.</para>
    /// </remarks>
    public static IHttpClientBuilder AddSkewAwareAccessTokens(this IHttpClientBuilder builder, Action<SkewAwareOptions>? configure = null) =>
        AddSkewAwareAccessTokens(builder, (options, _) => configure?.Invoke(options));

    /// <summary>As <see cref="AddSkewAwareAccessTokens(IHttpClientBuilder, Action{SkewAwareOptions})"/>, for options that need a service, such as a refresh
    /// token store or a secret's keeper.</summary>
    /// <param name="builder">A named or typed client.</param>
    /// <param name="configure">Fills the options. The provider is the container's root.</param>
    /// <returns><paramref name="builder"/>.</returns>
    /// <exception cref="ArgumentException">The builder is the one of <c>ConfigureHttpClientDefaults</c>: a credential belongs to one client.</exception>
    /// <exception cref="InvalidOperationException">The client gets access tokens already.</exception>
    public static IHttpClientBuilder AddSkewAwareAccessTokens(this IHttpClientBuilder builder, Action<SkewAwareOptions, IServiceProvider> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        if (builder.Name is not { } name)
            throw new ArgumentException(
                "A credential belongs to one client: call AddSkewAwareAccessTokens on AddHttpClient, not on the defaults.", nameof(builder));
        if (builder.Services.Any(service => service.ServiceType == typeof(SkewAwareCredential) && name.Equals(service.ServiceKey)))
            throw new InvalidOperationException($"HttpClient '{name}' gets access tokens already; call AddSkewAwareAccessTokens once per client.");

        builder.Services.AddOptions<SkewAwareOptions>(name)
            .Configure<IServiceProvider>((options, services) =>
            {
                options.TimeProvider = services.GetService<TimeProvider>() ?? options.TimeProvider;
                configure(options, services);
            })
            .ValidateOnStart();
        builder.Services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<SkewAwareOptions>, SkewAwareOptionsValidator>());
        builder.Services.AddKeyedSingleton(name, (services, _) => new SkewAwareCredential(
            services.GetRequiredService<IOptionsMonitor<SkewAwareOptions>>().Get(name),
            services.GetService<ILoggerFactory>()?.CreateLogger($"SkewLab.Client.{name}"),
            services.GetService<IMeterFactory>(),
            name));
        return builder.AddHttpMessageHandler(services => new SkewAwareHandler(services.GetRequiredKeyedService<SkewAwareCredential>(name)));
    }
}
