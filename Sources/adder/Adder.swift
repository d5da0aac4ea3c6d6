@main
enum Adder {
  static func main() {}
}
