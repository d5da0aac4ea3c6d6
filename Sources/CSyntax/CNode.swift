/// A piece of a C file: what varies from model to model.
///
/// Whatever is the same for all models stands in `Templates` and `Runtime-C`, not here.
package enum CNode: Hashable, Sendable {
  /// `/*  ... */` over one or more lines.
  case comment([String])
  /// `/* ---- layer 2 ---- */`, of a fixed width.
  case rule(String)
  /// `#include "name"`
  case include(String)
  /// `#define NAME value`, for example a size.
  case define(String, CValue)
  /// An array of numbers with its values.
  case table(CTable)
  /// `int16_t dt[384];`, in a struct or, with a qualifier, at file scope.
  case declaration(CDeclaration)
  /// `typedef struct { ... } name;`
  case structure(name: String, members: [CNode])
  /// `union { ... } name;`, a member of a struct.
  case union(name: String, members: [CNode])
  /// `const type name = { ... };`
  case object(CObject)
  /// `const char *const name[] = {"...", ...};`, or the same with `static`
  case strings(name: String, [String], isStatic: Bool = false)
  /// `function(arguments);`
  case call(String, [CValue])
  /// `left = right;`
  case assignment(String, String)
  /// `result name(parameters) { ... }`
  case function(CFunction)
  /// An empty line.
  case blank
}

/// What stands for a number or an address in C; there are no operators.
package indirect enum CValue: Hashable, Sendable {
  case integer(Int)
  /// A constant of type `uint64_t`.
  case unsigned64(UInt64)
  case name(String)
  /// `&name`
  case address(String)
  /// `{a, b}`
  case list([CValue])
}

/// `qualifiers type name[count];`
package struct CDeclaration: Hashable, Sendable {
  /// For example `extern const`; empty in a struct.
  package var qualifiers: String
  package var type: String
  package var name: String
  /// Elements of an array; nil for a scalar.
  package var count: Int?

  package init(qualifiers: String = "", type: String, name: String, count: Int? = nil) {
    self.qualifiers = qualifiers
    self.type = type
    self.name = name
    self.count = count
  }
}

/// `void name(parameters) { ... }`
package struct CFunction: Hashable, Sendable {
  package var name: String
  /// Type and name of each.
  package var parameters: [String]
  package var body: [CNode]

  package init(name: String, parameters: [String], body: [CNode]) {
    self.name = name
    self.parameters = parameters
    self.body = body
  }

  /// `name(parameters)`
  package var declarator: String { "\(name)(\(parameters.joined(separator: ", ")))" }
}

/// `const type name = {.field = value, ...};`
package struct CObject: Hashable, Sendable {
  package struct Field: Hashable, Sendable {
    package var name: String
    package var value: CValue

    package init(_ name: String, _ value: CValue) {
      self.name = name
      self.value = value
    }
  }

  package var type: String
  package var name: String
  package var fields: [Field]
  /// Whether it is `static const`.
  package var isStatic: Bool

  package init(type: String, name: String, fields: [Field], isStatic: Bool = false) {
    self.type = type
    self.name = name
    self.fields = fields
    self.isStatic = isStatic
  }
}

/// `static const type name[a * b] = {...};`
package struct CTable: Hashable, Sendable {
  /// The values with their C type.
  package enum Values: Hashable, Sendable {
    case uint8([UInt8])
    case int8([Int8])
    case int16([Int16])
    case int32([Int32])
    case uint32([UInt32])
  }

  package var name: String
  /// Factors of the number of values, outermost first.
  package var shape: [Int]
  package var values: Values
  /// A macro that says where the table is, such as the runtime's `ADDER_ALIGNED`.
  package var placement: String?

  /// - Precondition: There are values, as C has no empty arrays.
  package init(name: String, shape: [Int], values: Values, placement: String? = nil) {
    self.name = name
    self.shape = shape
    self.values = values
    self.placement = placement
  }
}
