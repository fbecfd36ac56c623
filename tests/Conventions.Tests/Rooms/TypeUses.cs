using System.Reflection;
using System.Reflection.Emit;

namespace SkewLab.Conventions.Tests.Rooms;

/// <summary>The types that a type refers to in its signatures, its attributes and its code.</summary>
internal static class TypeUses
{
    private const BindingFlags Own = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => code.Value);

    /// <summary>The type that stands in a file: a nested or compiler-generated one counts to the one around it.</summary>
    public static Type Outermost(Type type)
    {
        while (type.DeclaringType is { } around)
            type = around;
        return type;
    }

    /// <summary>Every type that <paramref name="type"/> refers to, outermost ones, without itself.</summary>
    public static IReadOnlySet<Type> Of(Type type)
    {
        var found = new HashSet<Type>();
        foreach (var part in WithNested(type))
            AddPart(part, found);
        found.Remove(type);
        return found;
    }

    /// <summary>
    /// The types that another assembly must be able to name to use <paramref name="type"/>: its bases and the signatures of its visible members.
    /// </summary>
    public static IReadOnlySet<Type> Exposed(Type type)
    {
        var found = new HashSet<Type>();
        foreach (var part in WithNested(type).Where(part => part == type || part.IsNestedPublic))
        {
            Add(part.BaseType, found);
            foreach (var one in part.GetInterfaces().Concat(part.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())))
                Add(one, found);
            foreach (var member in part.GetMembers(Own).Where(IsVisible))
                AddSignature(member, found);
        }

        return found;
    }

    private static IEnumerable<Type> WithNested(Type type) => type.GetNestedTypes(Own).SelectMany(WithNested).Prepend(type);

    private static bool IsVisible(MemberInfo member) => member switch
    {
        FieldInfo field => field.IsPublic || field.IsFamily,
        MethodBase method => method.IsPublic || method.IsFamily,
        _ => false, // Properties and events are seen by their methods.
    };

    private static void AddPart(Type part, HashSet<Type> found)
    {
        Add(part.BaseType, found);
        foreach (var one in part.GetInterfaces().Concat(part.GetGenericArguments().SelectMany(argument => argument.GetGenericParameterConstraints())))
            Add(one, found);
        AddAttributes(part, found);
        foreach (var member in part.GetMembers(Own))
        {
            AddAttributes(member, found);
            AddSignature(member, found);
            if (member is MethodBase { IsAbstract: false } method)
                AddBody(method, found);
        }
    }

    private static void AddAttributes(MemberInfo member, HashSet<Type> found)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(attribute.AttributeType, found);
            foreach (var argument in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue)))
            {
                Add(argument.ArgumentType, found);
                Add(argument.Value as Type, found);
            }
        }
    }

    private static void AddSignature(MemberInfo member, HashSet<Type> found)
    {
        if (member is FieldInfo field)
            Add(field.FieldType, found);
        if (member is MethodInfo { ReturnType: var returned } of)
        {
            Add(returned, found);
            foreach (var argument in of.GetGenericArguments())
            {
                Add(argument, found);
                foreach (var constraint in argument.IsGenericParameter ? argument.GetGenericParameterConstraints() : [])
                    Add(constraint, found);
            }
        }

        foreach (var parameter in (member as MethodBase)?.GetParameters() ?? [])
            Add(parameter.ParameterType, found);
    }

    private static void AddBody(MethodBase method, HashSet<Type> found)
    {
        if (method.GetMethodBody() is not { } body)
            return;
        foreach (var local in body.LocalVariables)
            Add(local.LocalType, found);
        foreach (var clause in body.ExceptionHandlingClauses.Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause))
            Add(clause.CatchType, found);
        foreach (var token in Tokens(body.GetILAsByteArray()!))
            AddMember(Resolve(method, token), found);
    }

    private static MemberInfo? Resolve(MethodBase method, int token)
    {
        Type[]? ofType = method.DeclaringType is { IsGenericType: true } type ? type.GetGenericArguments() : null;
        var ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : null;
        return method.Module.ResolveMember(token, ofType, ofMethod);
    }

    private static void AddMember(MemberInfo? member, HashSet<Type> found)
    {
        Add(member as Type ?? member?.DeclaringType, found);
        if (member is not null and not Type)
            AddSignature(member, found);
    }

    private static void Add(Type? type, HashSet<Type> found)
    {
        if (type is null || type.IsGenericParameter)
            return;
        if (type.HasElementType)
        {
            Add(type.GetElementType(), found);
            return;
        }

        foreach (var argument in type.IsGenericType ? type.GetGenericArguments() : [])
            Add(argument, found);
        found.Add(Outermost(type.IsGenericType ? type.GetGenericTypeDefinition() : type));
    }

    /// <summary>The tokens of types and members in a method's code.</summary>
    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? BitConverter.ToInt16([code[at + 1], 0xFE]) : code[at];
            var op = OpCodesByValue[value];
            at += op.Size;
            if (op.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
                yield return BitConverter.ToInt32(code, at);
            at += SizeOf(op.OperandType, code, at);
        }
    }

    private static int SizeOf(OperandType operand, byte[] code, int at) => operand switch
    {
        OperandType.InlineNone => 0,
        OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
        OperandType.InlineVar => 2,
        OperandType.InlineI8 or OperandType.InlineR => 8,
        OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
        _ => 4,
    };
}
