import CommandSyntax
import TestSupport
import Testing

@Test func thereIsAPageForTheToolAndForEachCommand() {
  #expect(
    SampleTool.tool.manualPages.map(\.name) == [
      "sample.1", "sample-quantize.1", "sample-inspect.1",
    ])
}

@Test func pageOfACommandShowsEverythingItTakes() {
  #expect(
    SampleTool.tool.manualPages[1].text == #"""
      .TH "SAMPLE-QUANTIZE" 1 "" "sample 1.2.3"
      .SH NAME
      sample-quantize \- turn a checkpoint into a graph
      .SH SYNOPSIS
      \fBsample quantize\fR
      \fICHECKPOINT\fR
      \fB\-\-output\fR\ \fIGRAPH\fR
      [\fB\-\-method\fR\ \fIMETHOD\fR]
      [\fB\-\-count\fR\ \fIN\fR]
      [\fB\-\-target\fR\ \fITARGET\fR\ \&...]
      [\fB\-\-json\fR]
      .SH DESCRIPTION
      Turn a checkpoint into a graph.
      .PP
      Reads a checkpoint and writes a graph, as one file that can be kept.
      .SH ARGUMENTS
      .TP
      \fICHECKPOINT\fR
      directory of the checkpoint
      .SH OPTIONS
      .TP
      \fB\-\-output\fR \fIGRAPH\fR
      graph to write
      .TP
      \fB\-\-method\fR \fIMETHOD\fR
      how to quantize: rtn, hadamard
      .TP
      \fB\-\-count\fR \fIN\fR
      number of bytes: an integer in 1...100
      .TP
      \fB\-\-target\fR \fITARGET\fR
      target to build for; repeatable, or a list with commas
      .TP
      \fB\-\-json\fR
      print JSON
      .TP
      \fB\-\-help\fR
      print help
      .SH EXIT STATUS
      .TP
      \fB0\fR
      success
      .TP
      \fB64\fR
      wrong command line
      .SH EXAMPLES
      The usual way:
      .RS 4
      .nf
      sample quantize model \-\-output model.graph
      .fi
      .RE
      .SH SEE ALSO
      \fBsample\fR(1),
      \fBsample\-inspect\fR(1)

      """#)
}

@Test func proseIsNoRequestToTheTypesetter() {
  var tool = SampleTool.tool
  tool.commands[0].discussion = [".hidden is a \\ 'name' for --output"]
  let text = tool.manualPages[1].text
  #expect(text.contains("\n\\&.hidden is a \\e \\(aqname\\(aq for \\-\\-output\n"))
}
