# @insert banner
#
#   cmake -S . -B ../build && cmake --build ../build     builds library and programs
#   ctest --test-dir ../build                            runs the self-test
#   cmake --install ../build --prefix DIRECTORY          for find_package and pkg-config
#   cmake ... --toolchain FILE                           for another machine
#
# Other projects take the target NAME::NAME, after add_subdirectory or find_package.

cmake_minimum_required(VERSION 3.16)
# @insert project
include(GNUInstallDirs)

# @insert files
string(COMPARE EQUAL "${CMAKE_SOURCE_DIR}" "${CMAKE_CURRENT_SOURCE_DIR}" MODEL_IS_TOP)
option(MODEL_PROGRAMS "Build the programs of the package" ${MODEL_IS_TOP})
if(MODEL_IS_TOP AND NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()

# Another name than that of the model, which CMake may have reserved.
set(MODEL_LIBRARY adder_${PROJECT_NAME})
add_library(${MODEL_LIBRARY} STATIC ${MODEL_SOURCES})
add_library(${PROJECT_NAME}::${PROJECT_NAME} ALIAS ${MODEL_LIBRARY})
set_target_properties(${MODEL_LIBRARY} PROPERTIES
  OUTPUT_NAME ${PROJECT_NAME} EXPORT_NAME ${PROJECT_NAME})
target_include_directories(${MODEL_LIBRARY} PUBLIC
  "$<BUILD_INTERFACE:${CMAKE_CURRENT_SOURCE_DIR}>"
  "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/${PROJECT_NAME}>")

# The assembler finds the tables where the sources are.
set_source_files_properties(${MODEL_TABLES} PROPERTIES
  COMPILE_OPTIONS "-Wa,-I,${CMAKE_CURRENT_SOURCE_DIR}"
  OBJECT_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/model_weights.bin")

function(model_compile target)
  set_target_properties(${target} PROPERTIES
    C_STANDARD 99 C_STANDARD_REQUIRED ON C_EXTENSIONS OFF)
  target_compile_options(${target} PRIVATE
    "$<$<COMPILE_LANGUAGE:C>:-pedantic;-Wall;-Wextra>" ${MODEL_TARGET_FLAGS})
endfunction()
model_compile(${MODEL_LIBRARY})

# @insert threads
if(MODEL_PROGRAMS)
  enable_testing()
  foreach(program IN LISTS MODEL_PROGRAM_NAMES)
    add_executable(${program} ${program}.c)
    model_compile(${program})
    target_link_libraries(${program} PRIVATE ${MODEL_LIBRARY})
    target_link_options(${program} PRIVATE ${MODEL_LINK_FLAGS})
  endforeach()
  add_test(NAME model_selftest COMMAND model_selftest
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}")
endif()

# Headers have a directory of their own, so that several models can be installed.
install(FILES ${MODEL_HEADERS} DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}/${PROJECT_NAME}")
install(FILES ${MODEL_DATA} DESTINATION "${CMAKE_INSTALL_DATADIR}/${PROJECT_NAME}")
install(TARGETS ${MODEL_LIBRARY} EXPORT ${PROJECT_NAME}Targets
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")

set(MODEL_CONFIG "${CMAKE_CURRENT_BINARY_DIR}/${PROJECT_NAME}Config")
file(WRITE "${MODEL_CONFIG}.cmake"
  "include(CMakeFindDependencyMacro)\n${MODEL_DEPENDENCIES}"
  "include(\"\${CMAKE_CURRENT_LIST_DIR}/${PROJECT_NAME}Targets.cmake\")\n")
include(CMakePackageConfigHelpers)
write_basic_package_version_file("${MODEL_CONFIG}Version.cmake" COMPATIBILITY ExactVersion)
set(MODEL_CMAKE "${CMAKE_INSTALL_LIBDIR}/cmake/${PROJECT_NAME}")
install(FILES "${MODEL_CONFIG}.cmake" "${MODEL_CONFIG}Version.cmake"
  DESTINATION "${MODEL_CMAKE}")
install(EXPORT ${PROJECT_NAME}Targets NAMESPACE ${PROJECT_NAME}:: DESTINATION "${MODEL_CMAKE}")

# Written when it is installed, for the prefix that is given then; directories may be absolute.
foreach(directory LIBDIR INCLUDEDIR)
  set(MODEL_${directory} "${CMAKE_INSTALL_${directory}}")
  if(NOT IS_ABSOLUTE "${MODEL_${directory}}")
    string(PREPEND MODEL_${directory} "\${prefix}/")
  endif()
endforeach()
install(CODE "
  set(PREFIX \"\${CMAKE_INSTALL_PREFIX}\")
  set(LIBDIR [[${MODEL_LIBDIR}]])
  set(INCLUDEDIR [[${MODEL_INCLUDEDIR}]])
  configure_file(\"${CMAKE_CURRENT_SOURCE_DIR}/${PROJECT_NAME}.pc.in\"
    \"${CMAKE_CURRENT_BINARY_DIR}/${PROJECT_NAME}.pc\" @ONLY)")
install(FILES "${CMAKE_CURRENT_BINARY_DIR}/${PROJECT_NAME}.pc"
  DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
