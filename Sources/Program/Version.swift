/// Version of Adder, as it stands in every graph and every emitted file.
package enum Version {
  package static let current = "0.1.0"
}
