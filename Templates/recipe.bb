# @insert banner
#
# Put the whole directory into the recipes of a layer.

# @insert summary
# The model is yours: put its licence here. The adder_* files are under the MIT licence.
LICENSE = "Proprietary & MIT"
LIC_FILES_CHKSUM = "file://${COMMON_LICENSE_DIR}/MIT;md5=0835ade698e0bcf8506ecda2f7b4f302"

FILESEXTRAPATHS:prepend := "${THISDIR}:"
# @insert sources
# Later releases unpack elsewhere than to WORKDIR.
S = "${@d.getVar('UNPACKDIR') or d.getVar('WORKDIR')}"

inherit cmake

# @insert configuration
# A static library: all that other recipes need is in the packages for development.
ALLOW_EMPTY:${PN} = "1"
